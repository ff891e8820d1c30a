import { Controller, Get, Query } from '@nestjs/common';
import { ArchetypeCatalogResponse, NextIpResponse, NextSubnetQuery, NextSubnetResponse, ServiceCatalogResponse } from '@decnet/contract';
import { ARCHETYPES, SERVICES } from '@decnet/domain';
import { Access, UuidParam } from '@decnet/platform';
import { TopologyPreview } from '../topology-preview.js';

@Controller('topologies')
export class CatalogController {
  constructor(private readonly preview: TopologyPreview) {}

  /** Services that a decky can run, with their ports and the fields of their configuration. */
  @Get('services')
  @Access('viewer')
  services(): ServiceCatalogResponse {
    return { data: [...SERVICES] };
  }

  /** Machines that a decky can pretend to be. */
  @Get('archetypes')
  @Access('viewer')
  archetypes(): ArchetypeCatalogResponse {
    return { data: [...ARCHETYPES] };
  }

  /** The next free /24; reserves nothing. */
  @Get('next-subnet')
  @Access('viewer')
  nextSubnet(@Query() { base }: NextSubnetQuery): Promise<NextSubnetResponse> {
    return this.preview.nextSubnet(base);
  }

  /** The next free address of a LAN; reserves nothing. */
  @Get(':id/lans/:lanId/next-ip')
  @Access('viewer')
  nextIp(@UuidParam('id') id: string, @UuidParam('lanId') lanId: string): Promise<NextIpResponse> {
    return this.preview.nextIp(id, lanId);
  }
}

import type { ArchetypeDefinition, ServiceDefinition } from '@decnet/domain';

export class ServiceCatalogResponse { data!: ServiceDefinition[] }
export class ArchetypeCatalogResponse { data!: ArchetypeDefinition[] }

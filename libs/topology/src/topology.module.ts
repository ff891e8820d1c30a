import { type DynamicModule, Module } from '@nestjs/common';
import { CaptureModule } from '@decnet/capture';
import { CatalogController } from './controllers/catalog.controller.js';
import { EditsController } from './controllers/edits.controller.js';
import { MutationsController } from './controllers/mutations.controller.js';
import { TopologiesController } from './controllers/topologies.controller.js';
import { TopologyWorkController } from './controllers/topology-work.controller.js';
import { MazeCache } from './maze-cache.js';
import { SingleEdits } from './single-edits.js';
import { TopologyStreams } from './stream/topology-streams.js';
import { SubnetClaims } from './subnet-claims.js';
import { TopologyCreator } from './topology-creator.js';
import { TopologyEditor } from './topology-editor.js';
import { TopologyHistory } from './topology-history.js';
import { ENGINE_HOST, TopologyLifecycle } from './topology-lifecycle.js';
import { TopologyMutations } from './topology-mutations.js';
import { TopologyPresence } from './presence/topology-presence.js';
import { TopologyPreview } from './topology-preview.js';
import { TopologyReader } from './topology-reader.js';
import { TopologyRollback } from './topology-rollback.js';
import { TopologyValidator } from './topology-validator.js';
import { UnitWriter } from './unit-writer.js';

export interface TopologyOptions {
  /** Name of the host whose engine runs the mazes that are deployed through this API. */
  engineHost: string;
}

/** Mazes over HTTP: lists, edits, deploys, history, streams. */
@Module({
  imports: [CaptureModule],
  controllers: [CatalogController, TopologiesController, TopologyWorkController, EditsController, MutationsController],
  providers: [
    MazeCache, SingleEdits, SubnetClaims, TopologyCreator, TopologyEditor, TopologyHistory, TopologyLifecycle, TopologyMutations, TopologyPresence, TopologyPreview, TopologyReader,
    TopologyRollback, TopologyStreams, TopologyValidator, UnitWriter,
  ],
})
export class TopologyModule {
  static forRoot({ engineHost }: TopologyOptions): DynamicModule {
    return { module: TopologyModule, providers: [{ provide: ENGINE_HOST, useValue: engineHost }] };
  }
}

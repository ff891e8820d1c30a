import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { DeckyPosition, LanBox, MazeDocument, ProblemResponse } from '@decnet/contract';
import { CheckReport, type RouteEntry, type RouteTable } from '@decnet/platform';
import { EXPLICIT_PROPERTIES, explicitSchemas } from './explicit-schemas.js';
import { describeRoutes } from './route-docs.js';
import type { SchemaObject } from './schema-types.js';
import { withValidatorRules } from './validator-rules.js';

/** Classes that no route names by itself. */
const EXTRA_MODELS = [ProblemResponse, MazeDocument, LanBox, DeckyPosition, CheckReport];
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const PROBLEM = {
  description: 'A problem document (RFC 9457).',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemResponse' } } },
};
const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header' as const,
  required: false,
  description: 'The same key sent again gets the first answer.',
  schema: { type: 'string' },
};

function setExplicitProperties(document: OpenAPIObject): void {
  for (const [place, schema] of Object.entries(EXPLICIT_PROPERTIES)) {
    const [className, property] = place.split('.') as [string, string];
    const owner = document.components?.schemas?.[className] as SchemaObject | undefined;
    // A class that no route uses yet has no schema.
    if (owner?.properties) owner.properties[property] = schema;
  }
}

/** What the routes themselves say: who may call them, and that every error is a problem document. */
function describeOperation(operation: Operation, { verdict, method, url }: RouteEntry): void {
  operation.security = verdict === 'public' ? [] : [{ bearer: [] }];
  if (verdict !== 'public') operation.description = [operation.description, `Needs: ${verdict}.`].filter(Boolean).join(' ');
  operation.responses['default'] = PROBLEM;
  for (const parameter of operation.parameters ?? []) {
    if ('in' in parameter && parameter.in === 'path') parameter.schema = { type: 'string', format: 'uuid' };
  }
  if (method !== 'GET' && url.startsWith('/api/v1/topologies')) operation.parameters = [...(operation.parameters ?? []), IDEMPOTENCY_KEY];
}

function describeOperations(document: OpenAPIObject, routes: RouteTable): void {
  for (const [path, item] of Object.entries(document.paths)) {
    const url = path.replace(/\{([^}]+)\}/g, ':$1');
    for (const method of METHODS) {
      const entry = routes.entries.find((route) => route.url === url && route.method === method.toUpperCase());
      const operation = item[method];
      if (operation && entry) describeOperation(operation, entry);
    }
  }
}

/**
 * The OpenAPI document of the routes as they are served. Loads the documentation library, which a server that nobody
 * asks for its document never does.
 * @param app after its routes were registered
 */
export async function buildDocument(app: NestFastifyApplication, routes: RouteTable): Promise<OpenAPIObject> {
  const [swagger, { default: metadata }] = await Promise.all([import('@nestjs/swagger'), import('./metadata.js')]);
  const { DocumentBuilder, SwaggerModule } = swagger;
  describeRoutes(swagger);
  await SwaggerModule.loadPluginMetadata(() => withValidatorRules(metadata));
  const head = new DocumentBuilder().setTitle('DECNET').setDescription('Mazes of decoys, and what they catch.').setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'bearer').build();
  const document = SwaggerModule.createDocument(app, head, { extraModels: EXTRA_MODELS });
  document.components = { ...document.components, schemas: { ...document.components?.schemas, ...explicitSchemas() } };
  setExplicitProperties(document);
  describeOperations(document, routes);
  return document;
}

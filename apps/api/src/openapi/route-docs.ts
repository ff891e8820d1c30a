import { documentedRoutes, type RouteDocs } from '@decnet/platform';

type Decorators = Pick<typeof import('@nestjs/swagger'), 'ApiBody' | 'ApiProduces' | 'ApiResponse'>;

function decoratorsOf({ answers = {}, produces = [], body }: RouteDocs, { ApiBody, ApiProduces, ApiResponse }: Decorators): MethodDecorator[] {
  const found: MethodDecorator[] = Object.entries(answers).map(([status, answer]) =>
    ApiResponse({ status: Number(status), ...(answer === 'text' ? { schema: { type: 'string' } } : { type: answer }) }));
  if (produces.length > 0) found.push(ApiProduces(...produces));
  if (body !== undefined) found.push(ApiBody({ schema: { $ref: `#/components/schemas/${body}` } }));
  return found;
}

/** Hands the documentation library what the routes say of themselves; before it reads them. */
export function describeRoutes(swagger: Decorators): void {
  for (const { docs, decorate } of documentedRoutes()) for (const decorator of decoratorsOf(docs, swagger)) decorate(decorator);
}

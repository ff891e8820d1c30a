import { getMetadataStorage } from 'class-validator';

type Properties = Record<string, Record<string, unknown>>;
type ModelEntry = readonly [Promise<Record<string, unknown>>, Record<string, Properties>];
export interface SourceMetadata {
  '@nestjs/swagger': { models: readonly (readonly unknown[])[]; controllers: readonly (readonly unknown[])[] };
}

/** What class-validator enforces and the compiler's plugin does not see: whole numbers, and patterns that stand in a constant. */
function ruleOf(name: string, constraints: readonly unknown[]): Record<string, unknown> {
  if (name === 'isInt') return { type: 'integer' };
  if (name === 'isIso8601') return { format: 'date-time' };
  const [pattern] = constraints;
  return name === 'matches' && pattern instanceof RegExp ? { pattern: pattern.source } : {};
}

function addRules(target: Function, properties: Properties): void {
  for (const { propertyName, name, constraints, each } of getMetadataStorage().getTargetValidationMetadatas(target, '', true, false)) {
    const property = properties[propertyName];
    if (property && name !== undefined && !each) Object.assign(property, ruleOf(name, constraints as readonly unknown[] | undefined ?? []));
  }
}

/** Adds to the metadata of the sources what their validators demand at run time, for bodies and queries alike. */
export async function withValidatorRules(load: () => Promise<SourceMetadata>): Promise<SourceMetadata> {
  const metadata = await load();
  for (const [file, classes] of metadata['@nestjs/swagger'].models as unknown as readonly ModelEntry[]) {
    const exported = await file;
    for (const [name, properties] of Object.entries(classes)) addRules(exported[name] as Function, properties);
  }
  return metadata;
}

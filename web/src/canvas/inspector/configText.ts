import { checkServiceConfig, type ConfigField, type ConfigValue, type Decky, type Op, type ServiceDefinition } from '@decnet/domain';

/** A value as it stands in a field; nothing where nothing is set. */
export function textOf(value: ConfigValue | undefined): string {
  if (value === undefined) return '';
  return Array.isArray(value) ? value.join('\n') : String(value);
}

/** What a field's text means; undefined is "not set". A number that is none stays text, and the rules say so. */
export function valueOf({ type }: ConfigField, text: string): ConfigValue | undefined {
  if (text === '') return undefined;
  if (type === 'integer') return /^-?\d+$/.test(text.trim()) ? Number(text) : text;
  if (type === 'boolean') return text === 'true';
  if (type === 'string[]') return text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  return text;
}

/** The gesture that sets one value, or forgets it; a sentence when the service's schema refuses it. */
export function settingOps(decky: Decky, service: ServiceDefinition, field: ConfigField, value: ConfigValue | undefined): Op[] | string {
  const { [field.name]: _before, ...others } = decky.serviceConfig[service.slug] ?? {};
  const config = value === undefined ? others : { ...others, [field.name]: value };
  const wrong = checkServiceConfig(service, config).find(({ path }) => path === field.name);
  if (wrong !== undefined) return wrong.message.slice(0, 1).toUpperCase() + wrong.message.slice(1);
  const { [service.slug]: _config, ...rest } = decky.serviceConfig;
  const serviceConfig = Object.keys(config).length === 0 ? rest : { ...rest, [service.slug]: config };
  return [{ op: 'update_decky', decky: decky.id, patch: { serviceConfig } }];
}

/** What stands in an empty field: what the service does by itself. */
export function defaultText({ default: value }: ConfigField): string {
  if (value === undefined) return 'not set';
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : textOf(value).replaceAll('\n', ', ');
}

import { archetypeBySlug, DEFAULT_ARCHETYPE } from '../../catalog/index.js';
import { demandHardRules } from '../../validation/index.js';
import { assertWithinLimits } from '../generator/counts.js';
import type { Decky, Edge, Lan, Maze } from '../types.js';
import { ShapeReader } from './shape-reader.js';
import { DOCUMENT_FORMAT } from './to-document.js';

const NAME_LENGTH = 64;
const SUBNET_LENGTH = 18;
const IP_LENGTH = 15;

const DOCUMENT_FIELDS = ['decnet', 'name', 'lans', 'deckies', 'edges'];
const LAN_FIELDS = ['name', 'subnet', 'isDmz', 'x', 'y', 'width', 'height'];
const DECKY_FIELDS = ['name', 'archetype', 'services', 'serviceConfig', 'isGateway', 'forwardsL3', 'x', 'y'];
const EDGE_FIELDS = ['decky', 'lan', 'ip', 'isHome'];

/**
 * A maze from what an export gave or somebody wrote, under fresh ids. Flags left out are false, positions null, services none.
 * @throws DomainError LIMIT for its size before anything is looked at, INVALID_REQUEST {errors} for the shape, VALIDATION_FAILED {issues} where it breaks a hard rule
 */
export function parseDocument(document: unknown, newId: () => string): { name: string; maze: Maze } {
  const reader = new ShapeReader();
  const { decnet, name, lans, deckies, edges } = reader.record(document, '', DOCUMENT_FIELDS);
  if (decnet !== DOCUMENT_FORMAT) reader.note('decnet', `expected ${DOCUMENT_FORMAT}, the only format there is`);
  const maze = new DocumentParser(reader, newId).maze(lans, deckies, edges);
  const mazeName = reader.text(name, 'name', NAME_LENGTH);
  reader.demandNone();
  demandHardRules(maze);
  return { name: mazeName, maze };
}

class DocumentParser {
  constructor(private readonly reader: ShapeReader, private readonly newId: () => string) {}

  maze(lanList: unknown, deckyList: unknown, edgeList: unknown): Maze {
    const { reader } = this;
    const [lanValues, deckyValues, edgeValues] = [reader.list(lanList, 'lans'), reader.list(deckyList ?? [], 'deckies'), reader.list(edgeList ?? [], 'edges')];
    assertWithinLimits(lanValues.length, deckyValues.length, edgeValues.length);
    const lans = lanValues.map((value, index) => this.lan(value, `lans.${index}`));
    const deckies = deckyValues.map((value, index) => this.decky(value, `deckies.${index}`));
    const lanIds = this.idsByName(lans, 'lans');
    const deckyIds = this.idsByName(deckies, 'deckies');
    const edges = edgeValues.map((value, index) => this.edge(value, `edges.${index}`, lanIds, deckyIds));
    this.demandOnePlaceAndHome(edges);
    return { lans, deckies, edges };
  }

  private lan(value: unknown, path: string): Lan {
    const { reader } = this;
    const fields = reader.record(value, path, LAN_FIELDS);
    return {
      id: this.newId(),
      name: reader.text(fields['name'], `${path}.name`, NAME_LENGTH),
      subnet: reader.text(fields['subnet'], `${path}.subnet`, SUBNET_LENGTH),
      isDmz: reader.flag(fields['isDmz'], `${path}.isDmz`),
      x: reader.pixels(fields['x'], `${path}.x`),
      y: reader.pixels(fields['y'], `${path}.y`),
      width: reader.pixels(fields['width'], `${path}.width`),
      height: reader.pixels(fields['height'], `${path}.height`),
    };
  }

  private decky(value: unknown, path: string): Decky {
    const { reader } = this;
    const fields = reader.record(value, path, DECKY_FIELDS);
    const archetype = reader.text(fields['archetype'] ?? DEFAULT_ARCHETYPE, `${path}.archetype`, NAME_LENGTH);
    if (archetype !== '' && !archetypeBySlug(archetype)) reader.note(`${path}.archetype`, 'is not in the catalogue');
    return {
      id: this.newId(),
      name: reader.text(fields['name'], `${path}.name`, NAME_LENGTH),
      archetype,
      services: reader.slugs(fields['services'], `${path}.services`),
      serviceConfig: reader.serviceConfig(fields['serviceConfig'], `${path}.serviceConfig`),
      isGateway: reader.flag(fields['isGateway'], `${path}.isGateway`),
      forwardsL3: reader.flag(fields['forwardsL3'], `${path}.forwardsL3`),
      x: reader.pixels(fields['x'], `${path}.x`),
      y: reader.pixels(fields['y'], `${path}.y`),
    };
  }

  private edge(value: unknown, path: string, lanIds: ReadonlyMap<string, string>, deckyIds: ReadonlyMap<string, string>): Edge {
    const { reader } = this;
    const fields = reader.record(value, path, EDGE_FIELDS);
    return {
      id: this.newId(),
      deckyId: this.reference(fields['decky'], `${path}.decky`, deckyIds),
      lanId: this.reference(fields['lan'], `${path}.lan`, lanIds),
      ip: reader.text(fields['ip'], `${path}.ip`, IP_LENGTH),
      isHome: reader.flag(fields['isHome'], `${path}.isHome`),
    };
  }

  private reference(value: unknown, path: string, ids: ReadonlyMap<string, string>): string {
    const name = this.reader.text(value, path, NAME_LENGTH);
    const id = ids.get(name);
    if (name !== '' && id === undefined) this.reader.note(path, `there is no ${name} in this document`);
    return id ?? '';
  }

  /** Names are what edges refer to, so that one that stands twice means nothing. */
  private idsByName(entities: readonly { id: string; name: string }[], path: string): Map<string, string> {
    const ids = new Map<string, string>();
    entities.forEach(({ id, name }, index) => {
      if (name !== '' && ids.has(name)) this.reader.note(`${path}.${index}.name`, `${name} is there twice`);
      ids.set(name, id);
    });
    return ids;
  }

  /** A decky stands once in a LAN, and one of its LANs is its home: no rule of validation asks, because no edit can break it. */
  private demandOnePlaceAndHome(edges: readonly Edge[]): void {
    const places = new Set<string>();
    const homes = new Map<string, number>();
    edges.forEach(({ deckyId, lanId, isHome }, index) => {
      const place = `${deckyId} ${lanId}`;
      if (deckyId !== '' && lanId !== '' && places.has(place)) this.reader.note(`edges.${index}`, 'the decky stands in this LAN already');
      places.add(place);
      homes.set(deckyId, (homes.get(deckyId) ?? 0) + Number(isHome));
    });
    // What refers to nobody was told already.
    const told = new Set(['']);
    edges.forEach(({ deckyId }, index) => {
      if (homes.get(deckyId) === 1 || told.has(deckyId)) return;
      told.add(deckyId);
      this.reader.note(`edges.${index}.isHome`, 'of the LANs that a decky stands in, exactly one is its home');
    });
  }
}

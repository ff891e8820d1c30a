import type { GenerateTopologyRequest } from '@decnet/contract';
import { DEFAULT_SUBNET_BASE, GENERATOR_BOUNDS } from '@decnet/domain';

/** What the form of the generator holds. */
export interface GenerateForm {
  name: string;
  depth: number;
  branchingFactor: number;
  deckiesPerLan: [min: number, max: number];
  bridgeForwardProbability: number;
  crossEdgeProbability: number;
  subnetBase: string;
  /** Empty: a random one. */
  seed: string;
  /** Empty: chosen by archetype. */
  services: string[];
}

export const EMPTY_FORM: GenerateForm = {
  name: '',
  depth: GENERATOR_BOUNDS.depth.default ?? 1,
  branchingFactor: GENERATOR_BOUNDS.branchingFactor.default ?? 1,
  deckiesPerLan: [GENERATOR_BOUNDS.deckiesPerLanMin.default ?? 1, GENERATOR_BOUNDS.deckiesPerLanMax.default ?? 1],
  bridgeForwardProbability: GENERATOR_BOUNDS.bridgeForwardProbability.default ?? 1,
  crossEdgeProbability: GENERATOR_BOUNDS.crossEdgeProbability.default ?? 0,
  subnetBase: DEFAULT_SUBNET_BASE, seed: '', services: [],
};

/** The generator's parameters without name and seed, as the request and the preview take them. */
export function toParameters(form: GenerateForm): Omit<GenerateTopologyRequest, 'name' | 'seed'> {
  const [deckiesPerLanMin, deckiesPerLanMax] = form.deckiesPerLan;
  return {
    depth: form.depth, branchingFactor: form.branchingFactor, deckiesPerLanMin, deckiesPerLanMax,
    bridgeForwardProbability: form.bridgeForwardProbability, crossEdgeProbability: form.crossEdgeProbability,
    subnetBase: form.subnetBase.trim(),
    ...(form.services.length > 0 ? { services: form.services, randomizeServices: false } : {}),
  };
}

export function toRequest(form: GenerateForm): GenerateTopologyRequest {
  const request: GenerateTopologyRequest = { name: form.name.trim(), ...toParameters(form) };
  return form.seed.trim() === '' ? request : { ...request, seed: Number(form.seed) };
}

const LARGEST_SEED = GENERATOR_BOUNDS.seed.max;

/** Message for the seed field, or null. */
export function seedProblem(seed: string): string | null {
  const text = seed.trim();
  return text === '' || (/^\d+$/.test(text) && Number(text) <= LARGEST_SEED) ? null : `A whole number up to ${LARGEST_SEED.toLocaleString('en')}.`;
}

/** Server messages name the request's fields; two of them share one slider. */
export function formField(field: string): string {
  return field === 'deckiesPerLanMin' || field === 'deckiesPerLanMax' ? 'deckiesPerLan' : field;
}

import { DomainError, expectedCounts, generatorParameters, MAX_DECKIES, MAX_LANS, type FieldError } from '@decnet/domain';
import { toParameters, type GenerateForm } from './generateForm';

export interface Preview {
  /** Null while a parameter makes no sense. */
  counts: { lans: number; deckies: number } | null;
  /** Messages by field of the request, from the rules that the server applies too. */
  messages: FieldError[];
  tooLarge: boolean;
}

/** How large the maze will be on average, and what is wrong with the parameters, without asking the server. */
export function previewOf(form: GenerateForm): Preview {
  try {
    const counts = expectedCounts(generatorParameters({ ...toParameters(form), seed: 0 }));
    return { counts, messages: [], tooLarge: counts.lans > MAX_LANS || counts.deckies > MAX_DECKIES };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { counts: null, messages: (error.details.errors as FieldError[] | undefined) ?? [], tooLarge: false };
  }
}

import type { GenerateForm } from './generateForm';

export interface Preview { lans: number; deckies: number; edges: number; tooLarge: string | null }

export function previewCounts(form: GenerateForm): Preview {
  const mean = (1 + form.branchingFactor) / 2;
  let lans = 0;
  for (let i = 0; i < form.depth; i += 1) lans += mean ** i;
  const deckies = 1 + (lans - 1) * Math.max(1, (form.deckiesPerLan[0] + form.deckiesPerLan[1]) / 2);
  return { lans, deckies, edges: deckies + lans, tooLarge: lans > 4096 ? 'Larger than the limit.' : null };
}

import { Group, Input, RangeSlider, Slider, Text } from '@mantine/core';
import { GENERATOR_BOUNDS as BOUNDS } from '@decnet/domain';
import { useId, type ReactNode } from 'react';
import type { GenerateForm } from './generateForm';

interface FieldProps { label: string; value: string; help: string; error?: string; children: (labelId: string) => ReactNode }

/** A slider with its value in words beside the label. */
function Field({ label, value, help, error, children }: FieldProps) {
  const id = useId();
  return (
    <div>
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={500} id={id}>{label}</Text>
        <Text size="sm" fw={600} className="tabular">{value}</Text>
      </Group>
      <Text size="xs" c="dimmed" mb={6}>{help}</Text>
      {children(id)}
      {error !== undefined && <Input.Error mt={4}>{error}</Input.Error>}
    </div>
  );
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

interface ShapeSlidersProps {
  form: GenerateForm;
  messages: Record<string, string>;
  onChange(patch: Partial<GenerateForm>): void;
}

export function ShapeSliders({ form, messages, onChange }: ShapeSlidersProps) {
  const [min, max] = form.deckiesPerLan;
  return (
    <>
      <Field label="Depth" value={form.depth === 1 ? '1 level' : `${form.depth} levels`} help="Levels of LANs, the DMZ included" error={messages.depth}>
        {(id) => <Slider aria-labelledby={id} min={BOUNDS.depth.min} max={BOUNDS.depth.max} value={form.depth} label={null} onChange={(depth) => onChange({ depth })} />}
      </Field>
      <Field label="Branching" value={form.branchingFactor === 1 ? '1 child' : `1 to ${form.branchingFactor} children`} help="LANs behind each LAN" error={messages.branchingFactor}>
        {(id) => <Slider aria-labelledby={id} min={BOUNDS.branchingFactor.min} max={BOUNDS.branchingFactor.max} value={form.branchingFactor} label={null} onChange={(branchingFactor) => onChange({ branchingFactor })} />}
      </Field>
      <Field label="Deckies per LAN" value={min === max ? String(max) : `${min} to ${max}`} help="Decoy hosts in each LAN behind the DMZ" error={messages.deckiesPerLan}>
        {(id) => (
          <RangeSlider
            aria-labelledby={id} min={BOUNDS.deckiesPerLanMin.min} max={BOUNDS.deckiesPerLanMax.max} minRange={0} value={form.deckiesPerLan} label={null} thumbFromLabel="Fewest deckies per LAN" thumbToLabel="Most deckies per LAN"
            onChange={([from, to]) => onChange({ deckiesPerLan: [from, Math.max(BOUNDS.deckiesPerLanMax.min, to)] })}
          />
        )}
      </Field>
      <Field label="Routing bridges" value={percent(form.bridgeForwardProbability)} help="Deckies in two LANs that let packets through" error={messages.bridgeForwardProbability}>
        {(id) => <Slider aria-labelledby={id} min={0} max={1} step={0.05} value={form.bridgeForwardProbability} label={null} onChange={(value) => onChange({ bridgeForwardProbability: value })} />}
      </Field>
      <Field label="Cross links" value={percent(form.crossEdgeProbability)} help="Short cuts between branches" error={messages.crossEdgeProbability}>
        {(id) => <Slider aria-labelledby={id} min={0} max={1} step={0.05} value={form.crossEdgeProbability} label={null} onChange={(value) => onChange({ crossEdgeProbability: value })} />}
      </Field>
    </>
  );
}

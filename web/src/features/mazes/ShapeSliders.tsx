import { Group, Input, RangeSlider, Slider, Text } from '@mantine/core';
import { GENERATOR_BOUNDS as BOUNDS } from '@decnet/domain';
import type { ReactNode } from 'react';
import type { GenerateForm } from './generateForm';

interface FieldProps { label: string; value: string; help: string; error?: string }

/** A slider with its value in words beside the label. */
function Field({ label, value, help, error, children }: FieldProps & { children: ReactNode }) {
  return (
    <div>
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={600}>{label}</Text>
        <Text size="sm" fw={600} className="tabular">{value}</Text>
      </Group>
      <Text size="xs" c="dimmed" mb={6}>{help}</Text>
      {children}
      {error !== undefined && <Input.Error mt={4}>{error}</Input.Error>}
    </div>
  );
}

interface NumberFieldProps extends FieldProps { min: number; max: number; step?: number; number: number; onNumber(value: number): void }

/** The handle itself carries label and value for screen readers: it is what has the focus. */
function NumberField({ min, max, step = 1, number, onNumber, ...field }: NumberFieldProps) {
  return (
    <Field {...field}>
      <Slider thumbLabel={field.label} thumbValueText={field.value} min={min} max={max} step={step} value={number} label={null} onChange={onNumber} />
    </Field>
  );
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const SHARE = { min: 0, max: 1, step: 0.05 } as const;

interface ShapeSlidersProps {
  form: GenerateForm;
  messages: Record<string, string>;
  onChange(patch: Partial<GenerateForm>): void;
}

export function ShapeSliders({ form, messages, onChange }: ShapeSlidersProps) {
  const [min, max] = form.deckiesPerLan;
  return (
    <>
      <NumberField
        label="Depth" value={form.depth === 1 ? '1 level' : `${form.depth} levels`} help="Levels of LANs, the DMZ included" error={messages.depth}
        {...BOUNDS.depth} number={form.depth} onNumber={(depth) => onChange({ depth })}
      />
      <NumberField
        label="Branching" value={form.branchingFactor === 1 ? '1 child' : `1 to ${form.branchingFactor} children`} help="LANs behind each LAN" error={messages.branchingFactor}
        {...BOUNDS.branchingFactor} number={form.branchingFactor} onNumber={(branchingFactor) => onChange({ branchingFactor })}
      />
      <Field label="Deckies per LAN" value={min === max ? String(max) : `${min} to ${max}`} help="Decoy hosts in each LAN behind the DMZ" error={messages.deckiesPerLan}>
        <RangeSlider
          min={BOUNDS.deckiesPerLanMin.min} max={BOUNDS.deckiesPerLanMax.max} minRange={0} value={form.deckiesPerLan} label={null} thumbFromLabel="Fewest deckies per LAN" thumbToLabel="Most deckies per LAN"
          onChange={([from, to]) => onChange({ deckiesPerLan: [from, Math.max(BOUNDS.deckiesPerLanMax.min, to)] })}
        />
      </Field>
      <NumberField
        label="Routing bridges" value={percent(form.bridgeForwardProbability)} help="Deckies in two LANs that let packets through" error={messages.bridgeForwardProbability}
        {...SHARE} number={form.bridgeForwardProbability} onNumber={(bridgeForwardProbability) => onChange({ bridgeForwardProbability })}
      />
      <NumberField
        label="Cross links" value={percent(form.crossEdgeProbability)} help="Short cuts between branches" error={messages.crossEdgeProbability}
        {...SHARE} number={form.crossEdgeProbability} onNumber={(crossEdgeProbability) => onChange({ crossEdgeProbability })}
      />
    </>
  );
}

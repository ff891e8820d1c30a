import { DomainError, type Lan, type LanPatch, type Op } from '@decnet/domain';
import { useDesign } from '../editing';
import { issuesAt, useIssues } from '../panels/issues';
import { FieldIssues, Fields, SwitchField, TextField } from './fields';
import { renumber } from './renumber';
import { sentence, useDeeds } from './useDeed';

/** One LAN is the DMZ: where another becomes it, the one that was is it no longer. */
function dmzOps(lans: readonly Lan[], id: string, isDmz: boolean): Op[] {
  const others = isDmz ? lans.filter((lan) => lan.isDmz && lan.id !== id) : [];
  return [...others, { id }].map((lan): Op => ({ op: 'update_lan', lan: lan.id, patch: { isDmz: lan.id === id && isDmz } }));
}

/** Name, subnet and role of a LAN. */
export function LanFields({ lan }: { lan: Lan }) {
  const deeds = useDeeds();
  const design = useDesign();
  const { issues } = useIssues();
  const become = (patch: LanPatch): Op[] => [{ op: 'update_lan', lan: lan.id, patch }];
  const dmz = design.lans.find((one) => one.isDmz && one.id !== lan.id);
  const subnetOps = (text: string): Op[] | string => {
    try {
      return renumber(design, lan, text.trim());
    } catch (error) {
      if (error instanceof DomainError) return sentence(error.message);
      throw error;
    }
  };
  return (
    <>
      <FieldIssues issues={issuesAt(issues, lan.id)} />
      <Fields>
        <TextField deeds={deeds} label="Name" gesture={`Rename ${lan.name}`} value={lan.name} issues={issuesAt(issues, lan.id, 'name')} opsFor={(name) => become({ name: name.trim() })} />
        <TextField
          deeds={deeds} label="Subnet" gesture={`Subnet of ${lan.name}`} help="Deckies that stand in it get addresses in the new one" value={lan.subnet} mono
          issues={issuesAt(issues, lan.id, 'subnet')} opsFor={subnetOps}
        />
        <SwitchField
          deeds={deeds} label="DMZ" gesture={lan.isDmz ? `${lan.name} is no longer the DMZ` : `Make ${lan.name} the DMZ`}
          help={dmz === undefined || lan.isDmz ? 'Where intruders come in' : `Where intruders come in; takes that from ${dmz.name}`}
          checked={lan.isDmz} issues={issuesAt(issues, lan.id, 'isDmz')} opsFor={(isDmz) => dmzOps(design.lans, lan.id, isDmz)}
        />
      </Fields>
    </>
  );
}

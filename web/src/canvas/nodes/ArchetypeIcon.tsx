import {
  IconBrandWindows, IconBuildingFactory2, IconCpu, IconDatabase, IconDeviceCctv, IconDeviceDesktop, IconFiles, IconMail, IconPhone, IconPrinter,
  IconRouter, IconServer2, IconTerminal2, IconWorldWww, type Icon,
} from '@tabler/icons-react';

/** First match wins; what matches nothing is a server. Kept loose, so that a new archetype of the catalogue has a fitting icon at once. */
const ICONS: readonly (readonly [RegExp, Icon])[] = [
  [/print/, IconPrinter],
  [/cam|cctv|dvr/, IconDeviceCctv],
  [/plc|scada|ics|industrial|hmi/, IconBuildingFactory2],
  [/router|gateway|firewall|switch|vpn|edge/, IconRouter],
  [/voip|sip|phone|pbx/, IconPhone],
  [/mail/, IconMail],
  [/web|proxy/, IconWorldWww],
  [/db|database|sql|cache|redis|elastic|mongo/, IconDatabase],
  [/file|nas|storage|backup/, IconFiles],
  [/desktop|workstation|client|laptop/, IconDeviceDesktop],
  [/windows|domain-controller|exchange/, IconBrandWindows],
  [/iot|embedded|sensor/, IconCpu],
  [/dev|jump|bastion|ssh|build/, IconTerminal2],
];

export function ArchetypeIcon({ archetype, size }: { archetype: string; size: number }) {
  const Found = ICONS.find(([pattern]) => pattern.test(archetype))?.[1] ?? IconServer2;
  return <Found size={size} stroke={1.6} aria-hidden="true" />;
}

import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconBraces, IconBrandDocker, IconDownload, IconFileCode, IconPhoto, IconVector, type Icon } from '@tabler/icons-react';
import { describeError } from '../../api/problem';
import type { LaidOut } from '../layout/useLayout';
import { FORMATS, useExports, type Format } from './useExports';

const LOOKS: Record<Format, { icon: Icon; label: string }> = {
  json: { icon: IconBraces, label: 'JSON, to import again' },
  yaml: { icon: IconFileCode, label: 'YAML, to import again' },
  compose: { icon: IconBrandDocker, label: 'Compose file' },
  svg: { icon: IconVector, label: 'Drawing, SVG' },
  png: { icon: IconPhoto, label: 'Picture, PNG' },
};

/** The maze as a file, in one of several formats. */
export function ExportMenu({ laidOut }: { laidOut: LaidOut | null }) {
  const exporting = useExports(laidOut);
  const save = (format: Format): void => exporting.mutate(format, { onError: (error) => { notifications.show({ color: 'red', title: 'Export failed', message: describeError(error) }); } });
  return (
    <Menu position="bottom-end" width={210}>
      <Menu.Target>
        <Tooltip label="Export"><ActionIcon size="lg" variant="default" aria-label="Export" loading={exporting.isPending}><IconDownload size={17} stroke={1.7} /></ActionIcon></Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {FORMATS.map((format) => {
          const { icon: Mark, label } = LOOKS[format];
          return <Menu.Item key={format} leftSection={<Mark size={16} />} onClick={() => save(format)}>{label}</Menu.Item>;
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

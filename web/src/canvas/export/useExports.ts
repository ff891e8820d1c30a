import { useComputedColorScheme } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { topologiesApi } from '../../api/routes';
import { fileName, saveFile } from '../../ui/saveFile';
import type { LaidOut } from '../layout/useLayout';
import { useMazePageStore } from '../live/store';

export const FORMATS = ['json', 'yaml', 'compose', 'svg', 'png'] as const;
export type Format = (typeof FORMATS)[number];

/** Saves the maze as a file. The first three are the server's and hold what it has; the drawings hold what is shown. */
export function useExports(laidOut: LaidOut | null) {
  const store = useMazePageStore();
  const scheme = useComputedColorScheme('dark');
  const drawn = async () => {
    const { maze: { lans, deckies, edges, observed, info } } = store.getState();
    if (laidOut === null) throw new Error('The maze is not laid out yet.');
    const { mazeSvg } = await import('./svg');
    return mazeSvg({ title: info.name, scheme, design: { lans, deckies, edges }, observed, laidOut });
  };
  return useMutation({
    mutationFn: async (format: Format) => {
      const { id, name } = store.getState().maze.info;
      const save = (ending: string, type: string, content: string | Blob): void => saveFile(fileName(name, ending), type, content);
      switch (format) {
        case 'json': return save('decnet.json', 'application/json', JSON.stringify(await topologiesApi.export(id), null, 2));
        case 'yaml': return save('decnet.yaml', 'application/yaml', await topologiesApi.exportYaml(id));
        case 'compose': return save('compose.yaml', 'application/yaml', await topologiesApi.compose(id));
        case 'svg': return save('svg', 'image/svg+xml', (await drawn()).svg);
        case 'png': return save('png', 'image/png', await (await import('./png')).pngOf(await drawn()));
      }
    },
  });
}

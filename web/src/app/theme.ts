import { createTheme, localStorageColorSchemeManager, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const slate: MantineColorsTuple = ['#dde2ec', '#b3bccd', '#8d97ac', '#616c84', '#323c52', '#28314a', '#171e2e', '#0f1522', '#0b101b', '#070b13'];
const iris: MantineColorsTuple = ['#eef1ff', '#dbe2ff', '#b4c1fd', '#8ea0fb', '#7289fa', '#4e66f5', '#4159f0', '#3449d6', '#2b3ebf', '#1f32a8'];
const honey: MantineColorsTuple = ['#fff7e0', '#ffedc2', '#ffdc8a', '#ffc94d', '#ffba2b', '#f7a80d', '#d98f00', '#a86c00', '#875600', '#5f3d00'];

export const theme = createTheme({
  colors: { dark: slate, iris, honey },
  primaryColor: 'iris',
  primaryShade: { light: 6, dark: 5 },
  defaultRadius: 'md',
  fontFamily: 'Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", SFMono-Regular, Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace',
  headings: { fontWeight: '650' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Tooltip: { defaultProps: { withArrow: true, openDelay: 250, multiline: true, maw: 320, events: { hover: true, focus: true, touch: true } } },
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.55, blur: 3 }, closeButtonProps: { 'aria-label': 'Close' } }, classNames: { content: 'dn-modal', header: 'dn-modal-head' } },
    Alert: { defaultProps: { p: 'sm' } },
    // The placeholder that would take the focus first is a child that menus must not have.
    Menu: { defaultProps: { shadow: 'lg', withinPortal: true, withInitialFocusPlaceholder: false } },
  },
});

/** Colours of our own surfaces; everything else comes from the component library. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--dn-page': '#f4f6fa', '--dn-surface': '#ffffff', '--dn-raised': '#ffffff', '--dn-line': '#dfe4ee', '--dn-line-strong': '#c3ccdb',
    '--dn-canvas': '#eef1f6', '--dn-dots': '#cbd3e0', '--dn-lan': '#ffffffb8', '--dn-lan-head': '#f3f6fb', '--dn-dmz': '#fff8e8', '--dn-dmz-line': '#e3b95a',
    '--dn-muted': '#55607a', '--dn-route': '#4159f0', '--dn-attached': '#8a96ab', '--dn-hit': '#925c00', '--dn-hit-glow': '#f7a80d',
    '--dn-good': '#0a6b4b', '--dn-busy': '#1864ab', '--dn-warn': '#9f3f00', '--dn-bad': '#b52020', '--dn-leaving': '#6a3fc4', '--dn-idle': '#55607a',
    '--mantine-color-dimmed': '#55607a', '--mantine-color-error': '#b52020',
  },
  dark: {
    '--dn-page': '#0b101b', '--dn-surface': '#0f1522', '--dn-raised': '#171e2e', '--dn-line': '#232c40', '--dn-line-strong': '#39455f',
    '--dn-canvas': '#0a0e18', '--dn-dots': '#222b3f', '--dn-lan': '#111828cc', '--dn-lan-head': '#161e2f', '--dn-dmz': '#1c1a17', '--dn-dmz-line': '#7d6228',
    '--dn-muted': '#8d97ac', '--dn-route': '#7289fa', '--dn-attached': '#616c84', '--dn-hit': '#ffba2b', '--dn-hit-glow': '#ffba2b',
    '--dn-good': '#3fcf9a', '--dn-busy': '#6db3f2', '--dn-warn': '#ff9d52', '--dn-bad': '#ff7b7b', '--dn-leaving': '#b597ff', '--dn-idle': '#9aa5ba',
    '--mantine-color-red-light': '#ff6b6b21', '--mantine-color-red-light-color': '#ff9c9c', '--mantine-color-orange-light': '#ff922b21', '--mantine-color-orange-light-color': '#ffb36b',
    '--mantine-color-blue-light': '#4dabf721', '--mantine-color-blue-light-color': '#8cc8fa', '--mantine-color-iris-light': '#4e66f52b', '--mantine-color-iris-light-color': '#a9b6fb',
    '--mantine-color-error': '#ff7b7b', '--mantine-color-body': '#0b101b', '--mantine-color-dimmed': '#8d97ac',
  },
});

/** The same key is read by public/first-paint.js. */
export const colorSchemeManager = localStorageColorSchemeManager({ key: 'decnet-colour-scheme' });

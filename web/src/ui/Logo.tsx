import { Group, Text } from '@mantine/core';

export function Logo({ size = 22 }: { size?: number }) {
  return (
    <Group gap={size * 0.4} wrap="nowrap">
      <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
        <path d="M16 2.5 28 9.3v13.4L16 29.5 4 22.7V9.3z" fill="none" stroke="var(--mantine-primary-color-filled)" strokeWidth="2.6" strokeLinejoin="round" />
        <path d="M16 16V8.5M16 16l-6.6 3.9M16 16l6.6 3.9" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" opacity=".5" />
        <circle cx="16" cy="16" r="4" fill="var(--dn-hit-glow)" />
      </svg>
      <Text component="span" fw={750} fz={size * 0.72} lts="0.09em" lh={1}>DECNET</Text>
    </Group>
  );
}

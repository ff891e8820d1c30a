interface ArtLan { x: number; y: number; width: number; cards: number; dmz?: boolean }

const LANS: readonly ArtLan[] = [
  { x: 60, y: 300, width: 96, cards: 1, dmz: true },
  { x: 270, y: 130, width: 172, cards: 4 },
  { x: 270, y: 420, width: 172, cards: 3 },
  { x: 560, y: 60, width: 172, cards: 2 },
  { x: 560, y: 220, width: 172, cards: 4 },
  { x: 560, y: 420, width: 172, cards: 4 },
  { x: 560, y: 580, width: 172, cards: 2 },
];
const LINKS: readonly (readonly [number, number])[] = [[1, 0], [2, 0], [3, 1], [4, 1], [5, 2], [6, 2]];
const heightOf = (lan: ArtLan): number => 30 + Math.ceil(lan.cards / 2) * 44;

function Lan({ lan, hot }: { lan: ArtLan; hot: boolean }) {
  return (
    <g>
      <rect x={lan.x} y={lan.y} width={lan.width} height={heightOf(lan)} rx="12" fill="var(--dn-lan)" stroke={lan.dmz ? 'var(--dn-dmz-line)' : 'var(--dn-line-strong)'} />
      <rect x={lan.x + 12} y={lan.y + 11} width="44" height="6" rx="3" fill="var(--dn-muted)" opacity=".5" />
      {Array.from({ length: lan.cards }, (_, index) => {
        const x = lan.x + 12 + (index % 2) * 76;
        const y = lan.y + 26 + Math.floor(index / 2) * 44;
        const touched = hot && index === 2;
        return (
          <g key={index}>
            <rect x={x} y={y} width="70" height="36" rx="7" fill="var(--dn-raised)" stroke={touched ? 'var(--dn-hit-glow)' : 'var(--dn-line)'} strokeWidth={touched ? 2 : 1} />
            <circle cx={x + 13} cy={y + 13} r="5" fill={touched ? 'var(--dn-hit-glow)' : 'var(--mantine-primary-color-filled)'} opacity={touched ? 1 : 0.75} />
            <rect x={x + 24} y={y + 10} width="34" height="6" rx="3" fill="var(--dn-muted)" opacity=".6" />
            <rect x={x + 8} y={y + 24} width="22" height="5" rx="2.5" fill="var(--dn-muted)" opacity=".35" />
          </g>
        );
      })}
    </g>
  );
}

/** A small maze with an intruder in it. */
export function MazeArt() {
  return (
    <svg viewBox="0 0 800 760" preserveAspectRatio="xMidYMid slice">
      <defs><pattern id="dots" width="22" height="22" patternUnits="userSpaceOnUse"><circle cx="1.2" cy="1.2" r="1.2" fill="var(--dn-dots)" /></pattern></defs>
      <rect width="800" height="760" fill="url(#dots)" />
      {LINKS.map(([from, to]) => {
        const a = LANS[from], b = LANS[to];
        if (a === undefined || b === undefined) return null;
        const y1 = a.y + heightOf(a) / 2, x2 = b.x + b.width, y2 = b.y + heightOf(b) / 2, mid = (a.x + x2) / 2;
        return <path key={`${from}-${to}`} d={`M${a.x} ${y1}H${mid}V${y2}H${x2}`} fill="none" stroke="var(--dn-route)" strokeWidth="2" opacity=".55" strokeLinejoin="round" />;
      })}
      <path d="M0 337H60" stroke="var(--dn-hit-glow)" strokeWidth="2.5" strokeDasharray="6 5" />
      {LANS.map((lan, index) => <Lan key={index} lan={lan} hot={index === 5} />)}
    </svg>
  );
}

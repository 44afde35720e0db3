import { formatMoney, percent } from '../kernel/money';
import type { BalanceView } from './fund-view.dto';
import { type Part, partsOf } from './fund-figures.pages';

interface Shape {
  kind: 'wide' | 'narrow';
  width: number;
  /** How high everything that was raised is drawn. */
  height: number;
  top: number;
  from: number;
  to: number;
  bar: number;
  slot: number;
  gap: number;
}

const wide: Shape = { kind: 'wide', width: 1060, height: 200, top: 6, from: 226, to: 730, bar: 16, slot: 50, gap: 12 };
const narrow: Shape = {
  kind: 'narrow',
  width: 340,
  height: 210,
  top: 52,
  from: 0,
  to: 108,
  bar: 12,
  slot: 58,
  gap: 12,
};

interface Stream extends Part {
  /** Upper edges where it leaves what was raised and where it arrives, and how thick it is. */
  leaves: number;
  arrives: number;
  thick: number;
  middle: number;
}

/** Each stream is as thick as its share; its label gets room however thin it is. */
function streamsOf(parts: Part[], raised: number, shape: Shape): { streams: Stream[]; height: number } {
  const slots = parts.map(({ cents }) => {
    const thick = raised > 0 ? (cents / raised) * shape.height : 0;
    return { thick, slot: Math.max(thick, shape.slot) };
  });
  const height = slots.reduce((sum, { slot }) => sum + slot, shape.gap * (parts.length - 1));
  let leaves = shape.top + (height - shape.height) / 2;
  let slotTop = shape.top;
  const streams = parts.map((part, index) => {
    const { thick, slot } = slots[index] as { thick: number; slot: number };
    const middle = slotTop + slot / 2;
    const stream = { ...part, leaves, arrives: middle - thick / 2, thick, middle };
    leaves += thick;
    slotTop += slot + shape.gap;
    return stream;
  });
  return { streams, height: shape.top + height + 8 };
}

function ribbon({ leaves, arrives, thick }: Stream, { from, to, bar }: Shape): string {
  const [start, end] = [from + bar, to];
  const bend = start + (end - start) / 2;
  const at = (...numbers: number[]) => numbers.map((number) => Number(number.toPrecision(5))).join(' ');
  return (
    `M${at(start, leaves)} C${at(bend, leaves, bend, arrives, end, arrives)} L${at(end, arrives + thick)} ` +
    `C${at(bend, arrives + thick, bend, leaves + thick, start, leaves + thick)} Z`
  );
}

function StreamShape({ stream, shape, words }: { stream: Stream; shape: Shape; words: Words }) {
  const x = shape.to + shape.bar + 14;
  return (
    <g class={`fund-flow__stream fund-flow__stream--${stream.figure}`}>
      {stream.thick > 0 && <path class="fund-flow__ribbon" d={ribbon(stream, shape)} />}
      <rect
        x={shape.to}
        y={stream.thick > 0 ? stream.arrives : stream.middle - 1}
        width={shape.bar}
        height={Math.max(stream.thick, 2)}
      />
      <text class="fund-flow__label" x={x} y={stream.middle - 8}>
        {stream.label}
      </text>
      <text class="fund-flow__amount" x={x} y={stream.middle + 15}>
        {words.money(stream.cents)}
        {shape.kind === 'wide' && (
          <tspan class="fund-flow__share" dx="10">
            {words.share(stream.cents)}
          </tspan>
        )}
      </text>
    </g>
  );
}

interface Words {
  money: (cents: number) => string;
  share: (cents: number) => string;
}

function Source({ shape, words, raised, height }: { shape: Shape; words: Words; raised: number; height: number }) {
  const middle = shape.top + (height - shape.top - 8) / 2;
  const top = middle - shape.height / 2;
  const label =
    shape.kind === 'wide' ? { x: shape.from - 14, y: middle - 6, anchor: 'end' } : { x: 0, y: 16, anchor: 'start' };
  return (
    <g class="fund-flow__source">
      <rect x={shape.from} y={top} width={shape.bar} height={shape.height} />
      <text class="fund-flow__label" x={label.x} y={label.y} text-anchor={label.anchor}>
        Raised
      </text>
      <text class="fund-flow__amount" x={label.x} y={label.y + 23} text-anchor={label.anchor}>
        {words.money(raised)}
      </text>
    </g>
  );
}

function Picture({ balance, shape }: { balance: BalanceView; shape: Shape }) {
  const raised = balance.raisedCents;
  const { streams, height } = streamsOf(partsOf(balance), raised, shape);
  const words: Words = {
    money: (cents) => formatMoney(cents, balance.currency),
    share: (cents) => `${percent(cents, raised)} %`,
  };
  const told = streams.map(({ label, cents }) => `${label} ${words.money(cents)}`).join(', ');
  return (
    <svg
      class={`fund-flow__picture fund-flow__picture--${shape.kind}`}
      viewBox={`0 0 ${shape.width} ${Math.ceil(height)}`}
      role="img"
      aria-label={`Of ${words.money(raised)} raised: ${told}`}
    >
      {streams.map((stream) => (
        <StreamShape key={stream.figure} stream={stream} shape={shape} words={words} />
      ))}
      <Source shape={shape} words={words} raised={raised} height={height} />
    </svg>
  );
}

/** Where what was raised has gone, each stream as thick as its share; the table after it says the same. */
export function Flow({ balance }: { balance: BalanceView }) {
  return (
    <div class="fund-flow">
      <Picture balance={balance} shape={wide} />
      <Picture balance={balance} shape={narrow} />
    </div>
  );
}

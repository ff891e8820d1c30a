import type { Envelope } from '@decnet/bus/client';
import { wantsJson, type AddCommand } from '../../context.js';
import { Misuse } from '../../exit.js';
import { oneLine, printableJson } from '../../output/printable.js';
import { openBus } from './open-bus.js';

const line = ({ ts, topic, type, payload }: Envelope): string => [ts, topic, type, JSON.stringify(payload)].map((part) => oneLine(String(part))).join('  ');

export const addSub: AddCommand = (bus, context) => {
  bus
    .command('sub <pattern>')
    .description('print what goes through the bus, a line a message, until Ctrl-C; * is one token of a topic, > all that follow')
    .action(async (pattern: string, _options, command) => {
      const { io } = context;
      const { patternTokens } = await import('@decnet/bus/client');
      try {
        patternTokens(pattern);
      } catch (error) {
        throw new Misuse((error as Error).message);
      }
      const interrupted = io.interrupted();
      const opened = await openBus(context, command);
      const json = wantsJson(command);
      const subscription = opened.subscribe(pattern, (envelope) => io.out(json ? printableJson(envelope) : line(envelope)), () => io.err('decnet: messages may be missing here'));
      await subscription.ready;
      await new Promise((resolve) => {
        if (interrupted.aborted) resolve(null);
        else interrupted.addEventListener('abort', resolve, { once: true });
      });
      await opened.close();
    });
};

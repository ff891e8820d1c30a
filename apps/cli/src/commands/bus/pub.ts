import type { AddCommand } from '../../context.js';
import { Misuse, Unreachable } from '../../exit.js';
import { openBus } from './open-bus.js';

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new Misuse(`the payload is no JSON: ${(error as Error).message}`);
  }
}

export const addPub: AddCommand = (bus, context) => {
  bus
    .command('pub <topic> <json>')
    .description('publish one message; its type is the last token of the topic')
    .action(async (topic: string, json: string, _options, command) => {
      const payload = parsed(json);
      const { topicTokens } = await import('@decnet/bus/client');
      let type: string;
      try {
        type = topicTokens(topic).at(-1)!;
      } catch (error) {
        throw new Misuse((error as Error).message);
      }
      const opened = await openBus(context, command);
      opened.publishSafely(topic, type, payload);
      const taken = await opened.flush();
      await opened.close();
      if (!taken) throw new Unreachable('the bus does not answer: the message may not have been sent');
    });
};

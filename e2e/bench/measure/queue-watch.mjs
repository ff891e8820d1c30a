// What the event stream of a maze says of its queue, and when.
export class QueueWatch {
  ended = new Map();
  waiting = new Map();

  /** Resolves when the stream is past its snapshot. */
  static async open({ api, headers }, id) {
    const watch = new QueueWatch();
    const response = await fetch(`${api}/topologies/${id}/events`, { headers, signal: watch.abort.signal });
    await new Promise((ready) => void watch.read(response.body, ready).catch(() => undefined));
    return watch;
  }

  abort = new AbortController();

  /** @returns when that mutation was heard to be applied, by performance.now(); rejects when it failed */
  applied(id) {
    const known = this.ended.get(id);
    if (known) return known;
    return new Promise((resolve) => this.waiting.set(id, resolve));
  }

  close() {
    this.abort.abort();
  }

  async read(body, ready) {
    let rest = '';
    for await (const text of body.pipeThrough(new TextDecoderStream())) {
      const blocks = (rest + text).split('\n\n');
      rest = blocks.pop();
      for (const block of blocks) {
        if (block.includes('event: snapshot')) ready();
        else if (/^event: mutation\.(applied|failed)$/m.test(block)) this.end(block);
      }
    }
  }

  end(block) {
    const { payload } = JSON.parse(/^data: (.*)$/m.exec(block)[1]);
    const outcome = payload.reason === null ? Promise.resolve(performance.now()) : Promise.reject(new Error(payload.reason));
    outcome.catch(() => undefined);
    this.ended.set(payload.mutationId, outcome);
    this.waiting.get(payload.mutationId)?.(outcome);
  }
}

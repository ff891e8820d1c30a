/** Stands for the decky's name in a stencil. */
export const NAME = '\0';

/** Texts that are the same for many deckies but for the name: made once, cut at the name, put together again by one native join. */
export class Stencils {
  private readonly cut = new Map<string, string[]>();

  /** The text that `make` gives for this key, with `name` wherever it has {@link NAME}. */
  fill(key: string, name: string, make: () => string): string {
    let pieces = this.cut.get(key);
    if (!pieces) {
      pieces = make().split(NAME);
      this.cut.set(key, pieces);
    }
    return pieces.join(name);
  }
}

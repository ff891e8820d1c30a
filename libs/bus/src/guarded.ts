/** Calls a listener of somebody else's, whose failure must reach neither the publisher nor the other listeners. */
export function guarded(call: () => void, onError: (error: unknown) => void): void {
  try {
    call();
  } catch (error) {
    onError(error);
  }
}

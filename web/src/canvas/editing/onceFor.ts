/** Remembers the last answer for each first argument, so that what did not change keeps its identity. For pure functions. */
export function onceFor<K extends object, A extends readonly unknown[], R>(fn: (key: K, ...rest: A) => R): (key: K, ...rest: A) => R {
  const known = new WeakMap<K, { rest: A; answer: R }>();
  return (key, ...rest) => {
    const last = known.get(key);
    if (last !== undefined && last.rest.every((argument, index) => Object.is(argument, rest[index]))) return last.answer;
    const answer = fn(key, ...rest);
    known.set(key, { rest, answer });
    return answer;
  };
}

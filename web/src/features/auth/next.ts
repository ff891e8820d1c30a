/** Where to go after signing in: a path of this page and nothing else, so that a crafted link cannot lead away. */
export function safeNext(next: string | null): string {
  if (next === null || !/^\/(?![/\\])/.test(next) || next.startsWith('/sign-in') || next.startsWith('/change-password')) return '/mazes';
  return next;
}

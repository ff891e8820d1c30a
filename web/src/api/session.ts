import type { LoginResponse, UserResponse } from '@decnet/contract';
import { createStore, useStore } from 'zustand';

const STORAGE_KEY = 'decnet-session';

export interface Session {
  token: string;
  expiresAt: string;
  user: UserResponse;
  mustChangePassword: boolean;
}

interface SessionState {
  session: Session | null;
  /** True when the server ended the session, not the user: the sign-in page says so. */
  expired: boolean;
  /** Whose session the server ended: what is on the page is theirs. */
  former: UserResponse | null;
}

/** The token lives in sessionStorage (never in a cookie), so it ends with the tab and no other port of this host can see it. */
function restore(): Session | null {
  try {
    const text = sessionStorage.getItem(STORAGE_KEY);
    return text === null ? null : (JSON.parse(text) as Session);
  } catch {
    return null;
  }
}

function persist(session: Session | null): void {
  try {
    if (session === null) sessionStorage.removeItem(STORAGE_KEY);
    else sessionStorage.setItem(STORAGE_KEY, JSON.stringify(session));
  } catch {
    // Storage is switched off: the session lives as long as the page.
  }
}

const store = createStore<SessionState>(() => ({ session: restore(), expired: false, former: null }));

export function currentToken(): string | null {
  return store.getState().session?.token ?? null;
}

export function useSession(): Session | null {
  return useStore(store, (state) => state.session);
}

export function useSessionExpired(): boolean {
  return useStore(store, (state) => state.expired);
}

/** Who is signed in, or was until the server ended the session. */
export function useUser(): UserResponse | null {
  return useStore(store, ({ session, former }) => session?.user ?? former);
}

function set(session: Session | null, expired: boolean): void {
  persist(session);
  store.setState((before) => ({ session, expired, former: expired ? before.session?.user ?? before.former : null }));
}

export function startSession(login: LoginResponse): void {
  set({ token: login.accessToken, expiresAt: login.expiresAt, user: login.user, mustChangePassword: login.mustChangePassword }, false);
}

/** The server no longer takes the token. A token that was replaced meanwhile is left alone. */
export function expireSession(token: string | null): void {
  if (token !== null && token === currentToken()) set(null, true);
}

/** Where what was copied is kept for other mazes of this browser. */
export const CLIP_KEY = 'decnet-clip';

/** Whoever signs out leaves nothing that was copied behind: passwords of decoys may be in it. */
export function endSession(): void {
  localStorage.removeItem(CLIP_KEY);
  set(null, false);
}

export function demandPasswordChange(): void {
  const { session } = store.getState();
  if (session !== null && !session.mustChangePassword) set({ ...session, mustChangePassword: true }, false);
}

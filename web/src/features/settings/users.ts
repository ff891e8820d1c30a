import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CreateUserRequest, UpdateUserRequest, UserResponse } from '@decnet/contract';
import { usersApi } from '../../api/routes';

/** The server says why a request is not possible; these the page can say before. */
export const SHORTEST_PASSWORD = 8;
export const USERNAME = /^[a-z0-9][a-z0-9._-]{0,62}$/;

/** Why this account cannot be changed or removed here, or null. */
export function ownReason(me: UserResponse, user: UserResponse): string | null {
  return me.id === user.id ? 'This is you: another admin can do it.' : null;
}

/** What admins do to accounts; the list is read again after each. */
export function useUserDeeds(onDone: () => void) {
  const client = useQueryClient();
  const onSuccess = async (): Promise<void> => {
    await client.invalidateQueries({ queryKey: ['users'] });
    onDone();
  };
  return {
    add: useMutation({ mutationFn: (body: CreateUserRequest) => usersApi.create(body), onSuccess }),
    change: useMutation({ mutationFn: ({ id, ...body }: UpdateUserRequest & { id: string }) => usersApi.update(id, body), onSuccess }),
    remove: useMutation({ mutationFn: (id: string) => usersApi.remove(id), onSuccess }),
  };
}

import { Button, Modal, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { endSession } from '../../api/session';
import { SignInForm } from './SignInForm';

const stay = (): void => undefined;

/** The session has ended under a page that is open: whoever signs in goes on with it. It cannot be closed, since nothing works without a session. */
export function SignInDialog({ username }: { username: string }) {
  const client = useQueryClient();
  // What was refused meanwhile is asked for again.
  useEffect(() => () => void client.invalidateQueries(), [client]);
  return (
    <Modal opened onClose={stay} withCloseButton={false} closeOnEscape={false} closeOnClickOutside={false} title="Your session has ended">
      <SignInForm username={username}><Text size="sm" c="dimmed">Sign in again and go on where you are. What you did is kept.</Text></SignInForm>
      <Button variant="subtle" color="gray" size="compact-sm" mt="sm" fullWidth onClick={endSession}>Leave this page instead</Button>
    </Modal>
  );
}

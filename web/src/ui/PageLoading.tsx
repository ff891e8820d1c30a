import { Center, Loader } from '@mantine/core';

export function PageLoading() {
  return <Center h="100%" mih={240}><Loader size="sm" role="status" aria-label="Loading" /></Center>;
}

import { Center, Loader } from '@mantine/core';

export function PageLoading() {
  return <Center h="100%" mih={240}><Loader size="sm" aria-label="Loading" /></Center>;
}

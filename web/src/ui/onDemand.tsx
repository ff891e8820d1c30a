import { lazy, Suspense, type ComponentType } from 'react';

/** A component whose code comes when it is first shown: nobody waits for what they may never open. Until it is there, nothing is shown. */
export function onDemand<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const Loaded = lazy(async () => ({ default: await load() }));
  return function OnDemand(props: P) {
    return <Suspense fallback={null}><Loaded {...props} /></Suspense>;
  };
}

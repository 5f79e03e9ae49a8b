import type { Installation } from '../installation.ts';
import type { StartChild } from './child.ts';
import { forkedChild } from './forked-child.ts';
import { startUtilityChild } from './utility-child.ts';

/** The way services are started on this runtime. */
export function childStarter(installation: Installation): StartChild {
  return installation.serviceNode ? forkedChild(installation.serviceNode) : startUtilityChild;
}

import type { RequestListener } from "node:http";
import type { Activity } from "../activity.ts";
import type { Clock } from "../clock.ts";
import type { DataFolder } from "../data/data-folder.ts";
import type { Credentials } from "../lambda/credentials.ts";
import type { Plan } from "../plan/plan.ts";
import type { Authorize } from "../services/authorize.ts";
import type { Faults } from "../services/faults.ts";
import type { Usage } from "../services/usage.ts";
import { createAccess } from "./access.ts";
import { startLifecycle } from "./lifecycle.ts";
import { createNotifications } from "./notifications.ts";
import { createObjectService } from "./service.ts";
import { openStore } from "./store.ts";

/** The buckets of a plan, their objects, and all that happens to these by itself. */
export type Objects = Readonly<{
  listener: RequestListener;
  /** How often an object was put or removed. */
  changes: () => number;
  stop: () => Promise<void>;
}>;

export type ObjectsOptions = Readonly<{
  plan: Plan;
  dataFolder: DataFolder;
  clock: Clock;
  activity: Activity;
  faults: Faults;
  usage: Usage;
  authorize: Authorize;
  credentials: Credentials;
  sendTo: (queueArn: string, body: string) => Promise<void>;
  onFailure: (what: string, message: string) => void;
}>;

export const startObjects = async (options: ObjectsOptions): Promise<Objects> => {
  const { plan, dataFolder, clock, activity, faults, usage, credentials } = options;
  const { buckets, region, account } = plan;
  const { journal } = dataFolder;
  const { now } = clock;
  const store = await openStore(dataFolder.objects, journal);
  const notifications = createNotifications({
    buckets,
    journal,
    region,
    account,
    now,
    activity,
    sendTo: options.sendTo,
    onFailure: options.onFailure,
  });
  const lifecycle = startLifecycle(buckets, store, clock);
  const context = {
    buckets: new Map(buckets.map((bucket) => [bucket.name, bucket])),
    store,
    access: createAccess(options.authorize),
    notifications,
    now,
  };
  notifications.send();
  return {
    listener: createObjectService({
      context,
      verifying: () => ({ credentials, region, now: now() }),
      activity,
      faults,
      usage,
    }),
    changes: store.changes,
    stop: async () => {
      lifecycle.stop();
      await notifications.stop();
    },
  };
};

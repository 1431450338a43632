/**
 * The Durable Objects of the Worker, and nothing else: `export * from "@keyhole/broker/objects"` in an owner's worker.ts
 * has those of every later version too.
 */
export { AuditObject } from "./worker/audit-object.ts";
export { DeliveryObject } from "./worker/delivery-object.ts";
export { SiteObject, UpstreamObject, ViewerObject } from "./worker/durable-objects.ts";
export { ProjectKeyObject } from "./worker/project-key-object.ts";
export { QuestionObject } from "./worker/question-object.ts";
export { StartsObject } from "./worker/starts-object.ts";
export { SwitchObject } from "./worker/switch-object.ts";

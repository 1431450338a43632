import {
  AuditObject,
  createBroker,
  DeliveryObject,
  ProjectKeyObject,
  QuestionObject,
  SiteObject,
  StartsObject,
  SwitchObject,
  UpstreamObject,
  ViewerObject,
} from "@keyhole/broker/worker";
import config from "#keyhole.config";

// The runtime finds Durable Object classes by name among the Worker's exports.
export {
  AuditObject,
  DeliveryObject,
  ProjectKeyObject,
  QuestionObject,
  SiteObject,
  StartsObject,
  SwitchObject,
  UpstreamObject,
  ViewerObject,
};

export default createBroker(config);

/** All limits of the broker, and the lengths of time that they are given in. */
export * from "../../../../packages/broker/src/base/durations.ts";
export * from "../../../../packages/broker/src/base/limits/admission.ts";
export * from "../../../../packages/broker/src/base/limits/answers.ts";
export * from "../../../../packages/broker/src/base/limits/assertions.ts";
export * from "../../../../packages/broker/src/base/limits/budget.ts";
export * from "../../../../packages/broker/src/base/limits/calls.ts";
export * from "../../../../packages/broker/src/base/limits/deliveries.ts";
export * from "../../../../packages/broker/src/base/limits/evaluations.ts";
export * from "../../../../packages/broker/src/base/limits/logs.ts";
export * from "../../../../packages/broker/src/base/limits/project-keys.ts";
export * from "../../../../packages/broker/src/base/limits/requests.ts";
export * from "../../../../packages/broker/src/base/limits/starts.ts";
export * from "../../../../packages/broker/src/base/limits/state.ts";
export * from "../../../../packages/broker/src/base/limits/tokens.ts";

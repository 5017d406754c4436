// Written by countersign-generate. Do not edit.
#ifndef CCOUNTERSIGN_MESSAGES_H
#define CCOUNTERSIGN_MESSAGES_H

#include <stddef.h>
#include <stdint.h>
#include "google/protobuf/duration.pb-c.h"
#include "google/protobuf/struct.pb-c.h"
#include "google/protobuf/timestamp.pb-c.h"
#include "countersign/v1/types.pb-c.h"
#include "countersign/v1/admin_service.pb-c.h"
#include "countersign/v1/audit_service.pb-c.h"
#include "countersign/v1/errors.pb-c.h"
#include "countersign/v1/review_service.pb-c.h"
#include "countersign/v1/risk_classifier_service.pb-c.h"
#include "google/rpc/error_details.pb-c.h"
#include "google/protobuf/any.pb-c.h"
#include "google/rpc/status.pb-c.h"
#include "grpc/health/v1/health.pb-c.h"
#include "grpc/reflection/v1/reflection.pb-c.h"
#include "grpc/reflection/v1alpha/reflection.pb-c.h"

// The serialized FileDescriptorSet, and its length in bytes.
const uint8_t *countersign_messages_descriptor_set(size_t *length);

// Swift may copy a constant; these are the descriptors' own addresses.
static inline const ProtobufCMessageDescriptor *google__protobuf__duration__descriptor_address(void) {
  return &google__protobuf__duration__descriptor;
}
static inline const ProtobufCMessageDescriptor *google__protobuf__struct__descriptor_address(void) {
  return &google__protobuf__struct__descriptor;
}
static inline const ProtobufCMessageDescriptor *google__protobuf__struct__fields_entry__descriptor_address(void) {
  return &google__protobuf__struct__fields_entry__descriptor;
}
static inline const ProtobufCMessageDescriptor *google__protobuf__value__descriptor_address(void) {
  return &google__protobuf__value__descriptor;
}
static inline const ProtobufCMessageDescriptor *google__protobuf__list_value__descriptor_address(void) {
  return &google__protobuf__list_value__descriptor;
}
static inline const ProtobufCMessageDescriptor *google__protobuf__timestamp__descriptor_address(void) {
  return &google__protobuf__timestamp__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__money__descriptor_address(void) {
  return &countersign__v1__money__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__risk_assessment__descriptor_address(void) {
  return &countersign__v1__risk_assessment__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__routing__descriptor_address(void) {
  return &countersign__v1__routing__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__opinion_requirement__descriptor_address(void) {
  return &countersign__v1__opinion_requirement__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__sla_status__descriptor_address(void) {
  return &countersign__v1__sla_status__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__evidence__descriptor_address(void) {
  return &countersign__v1__evidence__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__opinion__descriptor_address(void) {
  return &countersign__v1__opinion__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__modification__descriptor_address(void) {
  return &countersign__v1__modification__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__escalation__descriptor_address(void) {
  return &countersign__v1__escalation__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__execution__descriptor_address(void) {
  return &countersign__v1__execution__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__decision_receipt__descriptor_address(void) {
  return &countersign__v1__decision_receipt__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__execution_permit__descriptor_address(void) {
  return &countersign__v1__execution_permit__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__information_request__descriptor_address(void) {
  return &countersign__v1__information_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__origin__descriptor_address(void) {
  return &countersign__v1__origin__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__review_filter__descriptor_address(void) {
  return &countersign__v1__review_filter__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__review__descriptor_address(void) {
  return &countersign__v1__review__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__review__labels_entry__descriptor_address(void) {
  return &countersign__v1__review__labels_entry__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__override__descriptor_address(void) {
  return &countersign__v1__override__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__reviewer__descriptor_address(void) {
  return &countersign__v1__reviewer__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__get_service_status_request__descriptor_address(void) {
  return &countersign__v1__get_service_status_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__component_status__descriptor_address(void) {
  return &countersign__v1__component_status__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__queue_status__descriptor_address(void) {
  return &countersign__v1__queue_status__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__get_service_status_response__descriptor_address(void) {
  return &countersign__v1__get_service_status_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__upsert_reviewer_request__descriptor_address(void) {
  return &countersign__v1__upsert_reviewer_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__upsert_reviewer_response__descriptor_address(void) {
  return &countersign__v1__upsert_reviewer_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__list_reviewers_request__descriptor_address(void) {
  return &countersign__v1__list_reviewers_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__reviewer_load__descriptor_address(void) {
  return &countersign__v1__reviewer_load__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__list_reviewers_response__descriptor_address(void) {
  return &countersign__v1__list_reviewers_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__get_policy_request__descriptor_address(void) {
  return &countersign__v1__get_policy_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__get_policy_response__descriptor_address(void) {
  return &countersign__v1__get_policy_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__propose_policy_request__descriptor_address(void) {
  return &countersign__v1__propose_policy_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__propose_policy_response__descriptor_address(void) {
  return &countersign__v1__propose_policy_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__policy_problem__descriptor_address(void) {
  return &countersign__v1__policy_problem__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__activate_policy_request__descriptor_address(void) {
  return &countersign__v1__activate_policy_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__activate_policy_response__descriptor_address(void) {
  return &countersign__v1__activate_policy_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__simulate_policy_request__descriptor_address(void) {
  return &countersign__v1__simulate_policy_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__simulate_policy_response__descriptor_address(void) {
  return &countersign__v1__simulate_policy_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__simulate_policy_response__difference__descriptor_address(void) {
  return &countersign__v1__simulate_policy_response__difference__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__kill_switch_scope__descriptor_address(void) {
  return &countersign__v1__kill_switch_scope__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__kill_switch__descriptor_address(void) {
  return &countersign__v1__kill_switch__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__engage_kill_switch_request__descriptor_address(void) {
  return &countersign__v1__engage_kill_switch_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__outstanding_permit__descriptor_address(void) {
  return &countersign__v1__outstanding_permit__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__engage_kill_switch_response__descriptor_address(void) {
  return &countersign__v1__engage_kill_switch_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__release_kill_switch_request__descriptor_address(void) {
  return &countersign__v1__release_kill_switch_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__release_kill_switch_response__descriptor_address(void) {
  return &countersign__v1__release_kill_switch_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__list_kill_switches_request__descriptor_address(void) {
  return &countersign__v1__list_kill_switches_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__list_kill_switches_response__descriptor_address(void) {
  return &countersign__v1__list_kill_switches_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__audit_entry__descriptor_address(void) {
  return &countersign__v1__audit_entry__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__list_audit_entries_request__descriptor_address(void) {
  return &countersign__v1__list_audit_entries_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__list_audit_entries_response__descriptor_address(void) {
  return &countersign__v1__list_audit_entries_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__stream_audit_entries_request__descriptor_address(void) {
  return &countersign__v1__stream_audit_entries_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__stream_audit_entries_response__descriptor_address(void) {
  return &countersign__v1__stream_audit_entries_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__verify_audit_trail_request__descriptor_address(void) {
  return &countersign__v1__verify_audit_trail_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__verify_audit_trail_response__descriptor_address(void) {
  return &countersign__v1__verify_audit_trail_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__audit_break__descriptor_address(void) {
  return &countersign__v1__audit_break__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__get_checkpoint_request__descriptor_address(void) {
  return &countersign__v1__get_checkpoint_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__get_checkpoint_response__descriptor_address(void) {
  return &countersign__v1__get_checkpoint_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__get_inclusion_proof_request__descriptor_address(void) {
  return &countersign__v1__get_inclusion_proof_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__get_inclusion_proof_response__descriptor_address(void) {
  return &countersign__v1__get_inclusion_proof_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__get_consistency_proof_request__descriptor_address(void) {
  return &countersign__v1__get_consistency_proof_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__get_consistency_proof_response__descriptor_address(void) {
  return &countersign__v1__get_consistency_proof_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__signing_key__descriptor_address(void) {
  return &countersign__v1__signing_key__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__list_signing_keys_request__descriptor_address(void) {
  return &countersign__v1__list_signing_keys_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__list_signing_keys_response__descriptor_address(void) {
  return &countersign__v1__list_signing_keys_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__classify_risk_request__descriptor_address(void) {
  return &countersign__v1__classify_risk_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__classify_risk_response__descriptor_address(void) {
  return &countersign__v1__classify_risk_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__submit_query_request__descriptor_address(void) {
  return &countersign__v1__submit_query_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__submit_query_request__labels_entry__descriptor_address(void) {
  return &countersign__v1__submit_query_request__labels_entry__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__submit_query_response__descriptor_address(void) {
  return &countersign__v1__submit_query_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__submit_review_request__descriptor_address(void) {
  return &countersign__v1__submit_review_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__submit_review_response__descriptor_address(void) {
  return &countersign__v1__submit_review_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__get_review_request__descriptor_address(void) {
  return &countersign__v1__get_review_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__get_review_response__descriptor_address(void) {
  return &countersign__v1__get_review_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__wait_for_decision_request__descriptor_address(void) {
  return &countersign__v1__wait_for_decision_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__wait_for_decision_response__descriptor_address(void) {
  return &countersign__v1__wait_for_decision_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__list_pending_reviews_request__descriptor_address(void) {
  return &countersign__v1__list_pending_reviews_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__list_pending_reviews_response__descriptor_address(void) {
  return &countersign__v1__list_pending_reviews_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__list_reviews_request__descriptor_address(void) {
  return &countersign__v1__list_reviews_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__list_reviews_response__descriptor_address(void) {
  return &countersign__v1__list_reviews_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__watch_pending_reviews_request__descriptor_address(void) {
  return &countersign__v1__watch_pending_reviews_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__watch_pending_reviews_response__descriptor_address(void) {
  return &countersign__v1__watch_pending_reviews_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__review_removed__descriptor_address(void) {
  return &countersign__v1__review_removed__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__sla_update__descriptor_address(void) {
  return &countersign__v1__sla_update__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__sla_update__clock__descriptor_address(void) {
  return &countersign__v1__sla_update__clock__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__in_sync__descriptor_address(void) {
  return &countersign__v1__in_sync__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__heartbeat__descriptor_address(void) {
  return &countersign__v1__heartbeat__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__stream_reset__descriptor_address(void) {
  return &countersign__v1__stream_reset__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__claim_review_request__descriptor_address(void) {
  return &countersign__v1__claim_review_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__claim_review_response__descriptor_address(void) {
  return &countersign__v1__claim_review_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__release_claim_request__descriptor_address(void) {
  return &countersign__v1__release_claim_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__release_claim_response__descriptor_address(void) {
  return &countersign__v1__release_claim_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__escalate_review_request__descriptor_address(void) {
  return &countersign__v1__escalate_review_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__escalate_review_response__descriptor_address(void) {
  return &countersign__v1__escalate_review_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__cancel_query_request__descriptor_address(void) {
  return &countersign__v1__cancel_query_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__cancel_query_response__descriptor_address(void) {
  return &countersign__v1__cancel_query_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__request_information_request__descriptor_address(void) {
  return &countersign__v1__request_information_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__request_information_response__descriptor_address(void) {
  return &countersign__v1__request_information_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__provide_information_request__descriptor_address(void) {
  return &countersign__v1__provide_information_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__provide_information_response__descriptor_address(void) {
  return &countersign__v1__provide_information_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__authorize_execution_request__descriptor_address(void) {
  return &countersign__v1__authorize_execution_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__authorize_execution_response__descriptor_address(void) {
  return &countersign__v1__authorize_execution_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__report_execution_request__descriptor_address(void) {
  return &countersign__v1__report_execution_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__reconcile_execution_request__descriptor_address(void) {
  return &countersign__v1__reconcile_execution_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__reconcile_execution_response__descriptor_address(void) {
  return &countersign__v1__reconcile_execution_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__report_execution_response__descriptor_address(void) {
  return &countersign__v1__report_execution_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__override_review_request__descriptor_address(void) {
  return &countersign__v1__override_review_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__override_review_response__descriptor_address(void) {
  return &countersign__v1__override_review_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__classify_request__descriptor_address(void) {
  return &countersign__v1__classify_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *countersign__v1__classify_response__descriptor_address(void) {
  return &countersign__v1__classify_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *google__rpc__error_info__descriptor_address(void) {
  return &google__rpc__error_info__descriptor;
}
static inline const ProtobufCMessageDescriptor *google__rpc__error_info__metadata_entry__descriptor_address(void) {
  return &google__rpc__error_info__metadata_entry__descriptor;
}
static inline const ProtobufCMessageDescriptor *google__rpc__retry_info__descriptor_address(void) {
  return &google__rpc__retry_info__descriptor;
}
static inline const ProtobufCMessageDescriptor *google__rpc__debug_info__descriptor_address(void) {
  return &google__rpc__debug_info__descriptor;
}
static inline const ProtobufCMessageDescriptor *google__rpc__quota_failure__descriptor_address(void) {
  return &google__rpc__quota_failure__descriptor;
}
static inline const ProtobufCMessageDescriptor *google__rpc__quota_failure__violation__descriptor_address(void) {
  return &google__rpc__quota_failure__violation__descriptor;
}
static inline const ProtobufCMessageDescriptor *google__rpc__quota_failure__violation__quota_dimensions_entry__descriptor_address(void) {
  return &google__rpc__quota_failure__violation__quota_dimensions_entry__descriptor;
}
static inline const ProtobufCMessageDescriptor *google__rpc__precondition_failure__descriptor_address(void) {
  return &google__rpc__precondition_failure__descriptor;
}
static inline const ProtobufCMessageDescriptor *google__rpc__precondition_failure__violation__descriptor_address(void) {
  return &google__rpc__precondition_failure__violation__descriptor;
}
static inline const ProtobufCMessageDescriptor *google__rpc__bad_request__descriptor_address(void) {
  return &google__rpc__bad_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *google__rpc__bad_request__field_violation__descriptor_address(void) {
  return &google__rpc__bad_request__field_violation__descriptor;
}
static inline const ProtobufCMessageDescriptor *google__rpc__request_info__descriptor_address(void) {
  return &google__rpc__request_info__descriptor;
}
static inline const ProtobufCMessageDescriptor *google__rpc__resource_info__descriptor_address(void) {
  return &google__rpc__resource_info__descriptor;
}
static inline const ProtobufCMessageDescriptor *google__rpc__help__descriptor_address(void) {
  return &google__rpc__help__descriptor;
}
static inline const ProtobufCMessageDescriptor *google__rpc__help__link__descriptor_address(void) {
  return &google__rpc__help__link__descriptor;
}
static inline const ProtobufCMessageDescriptor *google__rpc__localized_message__descriptor_address(void) {
  return &google__rpc__localized_message__descriptor;
}
static inline const ProtobufCMessageDescriptor *google__protobuf__any__descriptor_address(void) {
  return &google__protobuf__any__descriptor;
}
static inline const ProtobufCMessageDescriptor *google__rpc__status__descriptor_address(void) {
  return &google__rpc__status__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__health__v1__health_check_request__descriptor_address(void) {
  return &grpc__health__v1__health_check_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__health__v1__health_check_response__descriptor_address(void) {
  return &grpc__health__v1__health_check_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__health__v1__health_list_request__descriptor_address(void) {
  return &grpc__health__v1__health_list_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__health__v1__health_list_response__descriptor_address(void) {
  return &grpc__health__v1__health_list_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__health__v1__health_list_response__statuses_entry__descriptor_address(void) {
  return &grpc__health__v1__health_list_response__statuses_entry__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__reflection__v1__server_reflection_request__descriptor_address(void) {
  return &grpc__reflection__v1__server_reflection_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__reflection__v1__extension_request__descriptor_address(void) {
  return &grpc__reflection__v1__extension_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__reflection__v1__server_reflection_response__descriptor_address(void) {
  return &grpc__reflection__v1__server_reflection_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__reflection__v1__file_descriptor_response__descriptor_address(void) {
  return &grpc__reflection__v1__file_descriptor_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__reflection__v1__extension_number_response__descriptor_address(void) {
  return &grpc__reflection__v1__extension_number_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__reflection__v1__list_service_response__descriptor_address(void) {
  return &grpc__reflection__v1__list_service_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__reflection__v1__service_response__descriptor_address(void) {
  return &grpc__reflection__v1__service_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__reflection__v1__error_response__descriptor_address(void) {
  return &grpc__reflection__v1__error_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__reflection__v1alpha__server_reflection_request__descriptor_address(void) {
  return &grpc__reflection__v1alpha__server_reflection_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__reflection__v1alpha__extension_request__descriptor_address(void) {
  return &grpc__reflection__v1alpha__extension_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__reflection__v1alpha__server_reflection_response__descriptor_address(void) {
  return &grpc__reflection__v1alpha__server_reflection_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__reflection__v1alpha__file_descriptor_response__descriptor_address(void) {
  return &grpc__reflection__v1alpha__file_descriptor_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__reflection__v1alpha__extension_number_response__descriptor_address(void) {
  return &grpc__reflection__v1alpha__extension_number_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__reflection__v1alpha__list_service_response__descriptor_address(void) {
  return &grpc__reflection__v1alpha__list_service_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__reflection__v1alpha__service_response__descriptor_address(void) {
  return &grpc__reflection__v1alpha__service_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__reflection__v1alpha__error_response__descriptor_address(void) {
  return &grpc__reflection__v1alpha__error_response__descriptor;
}

#endif

// Written by countersign-generate. Do not edit.
#ifndef CTEST_MESSAGES_H
#define CTEST_MESSAGES_H

#include <stddef.h>
#include <stdint.h>
#include "bench.pb-c.h"
#include "grpc/testing/empty.pb-c.h"
#include "grpc/testing/messages.pb-c.h"
#include "grpc/testing/test.pb-c.h"

// The serialized FileDescriptorSet, and its length in bytes.
const uint8_t *test_messages_descriptor_set(size_t *length);

// Swift may copy a constant; these are the descriptors' own addresses.
static inline const ProtobufCMessageDescriptor *bench__v1__req__descriptor_address(void) {
  return &bench__v1__req__descriptor;
}
static inline const ProtobufCMessageDescriptor *bench__v1__resp__descriptor_address(void) {
  return &bench__v1__resp__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__testing__empty__descriptor_address(void) {
  return &grpc__testing__empty__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__testing__bool_value__descriptor_address(void) {
  return &grpc__testing__bool_value__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__testing__payload__descriptor_address(void) {
  return &grpc__testing__payload__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__testing__echo_status__descriptor_address(void) {
  return &grpc__testing__echo_status__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__testing__simple_request__descriptor_address(void) {
  return &grpc__testing__simple_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__testing__simple_response__descriptor_address(void) {
  return &grpc__testing__simple_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__testing__streaming_input_call_request__descriptor_address(void) {
  return &grpc__testing__streaming_input_call_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__testing__streaming_input_call_response__descriptor_address(void) {
  return &grpc__testing__streaming_input_call_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__testing__response_parameters__descriptor_address(void) {
  return &grpc__testing__response_parameters__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__testing__streaming_output_call_request__descriptor_address(void) {
  return &grpc__testing__streaming_output_call_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__testing__streaming_output_call_response__descriptor_address(void) {
  return &grpc__testing__streaming_output_call_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__testing__reconnect_params__descriptor_address(void) {
  return &grpc__testing__reconnect_params__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__testing__reconnect_info__descriptor_address(void) {
  return &grpc__testing__reconnect_info__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__testing__load_balancer_stats_request__descriptor_address(void) {
  return &grpc__testing__load_balancer_stats_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__testing__load_balancer_stats_response__descriptor_address(void) {
  return &grpc__testing__load_balancer_stats_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__testing__load_balancer_stats_response__rpcs_by_peer__descriptor_address(void) {
  return &grpc__testing__load_balancer_stats_response__rpcs_by_peer__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__testing__load_balancer_stats_response__rpcs_by_peer__rpcs_by_peer_entry__descriptor_address(void) {
  return &grpc__testing__load_balancer_stats_response__rpcs_by_peer__rpcs_by_peer_entry__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__testing__load_balancer_stats_response__rpcs_by_peer_entry__descriptor_address(void) {
  return &grpc__testing__load_balancer_stats_response__rpcs_by_peer_entry__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__testing__load_balancer_stats_response__rpcs_by_method_entry__descriptor_address(void) {
  return &grpc__testing__load_balancer_stats_response__rpcs_by_method_entry__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__testing__load_balancer_accumulated_stats_request__descriptor_address(void) {
  return &grpc__testing__load_balancer_accumulated_stats_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__testing__load_balancer_accumulated_stats_response__descriptor_address(void) {
  return &grpc__testing__load_balancer_accumulated_stats_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__testing__load_balancer_accumulated_stats_response__num_rpcs_started_by_method_entry__descriptor_address(void) {
  return &grpc__testing__load_balancer_accumulated_stats_response__num_rpcs_started_by_method_entry__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__testing__load_balancer_accumulated_stats_response__num_rpcs_succeeded_by_method_entry__descriptor_address(void) {
  return &grpc__testing__load_balancer_accumulated_stats_response__num_rpcs_succeeded_by_method_entry__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__testing__load_balancer_accumulated_stats_response__num_rpcs_failed_by_method_entry__descriptor_address(void) {
  return &grpc__testing__load_balancer_accumulated_stats_response__num_rpcs_failed_by_method_entry__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__testing__load_balancer_accumulated_stats_response__method_stats__descriptor_address(void) {
  return &grpc__testing__load_balancer_accumulated_stats_response__method_stats__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__testing__load_balancer_accumulated_stats_response__method_stats__result_entry__descriptor_address(void) {
  return &grpc__testing__load_balancer_accumulated_stats_response__method_stats__result_entry__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__testing__load_balancer_accumulated_stats_response__stats_per_method_entry__descriptor_address(void) {
  return &grpc__testing__load_balancer_accumulated_stats_response__stats_per_method_entry__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__testing__client_configure_request__descriptor_address(void) {
  return &grpc__testing__client_configure_request__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__testing__client_configure_request__metadata__descriptor_address(void) {
  return &grpc__testing__client_configure_request__metadata__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__testing__client_configure_response__descriptor_address(void) {
  return &grpc__testing__client_configure_response__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__testing__test_orca_report__descriptor_address(void) {
  return &grpc__testing__test_orca_report__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__testing__test_orca_report__request_cost_entry__descriptor_address(void) {
  return &grpc__testing__test_orca_report__request_cost_entry__descriptor;
}
static inline const ProtobufCMessageDescriptor *grpc__testing__test_orca_report__utilization_entry__descriptor_address(void) {
  return &grpc__testing__test_orca_report__utilization_entry__descriptor;
}

#endif

import type {
  AcceptedResponse, BlankTopologyRequest, CapturedEventListResponse, ChangePasswordRequest, CloneTopologyRequest, CreateUserRequest,
  DeckyEventCountsResponse, DeployTopologyRequest, EditsRequest, EditsResponse, EnqueuedMutationsResponse, EnqueueMutationsRequest, GenerateTopologyRequest,
  LayoutRequest, LayoutResponse, LoginRequest, LoginResponse, MazeDocument, MutationListQuery, MutationListResponse, MutationResponse, NextSubnetResponse, PresenceRequest, StatusEventsResponse, TopologyListQuery,
  TopologyListResponse, TopologyResponse, UpdateUserRequest, UserListQuery, UserListResponse, UserResponse, ValidationResponse, WorkerListResponse,
} from '@decnet/contract';
import { request } from './client';

/** Every route that the page calls, typed by the contract. */
export const authApi = {
  login: (body: LoginRequest) => request<LoginResponse>('POST', '/auth/login', { body, sendsPassword: true }),
  logout: () => request<void>('POST', '/auth/logout'),
  changePassword: (body: ChangePasswordRequest) => request<LoginResponse>('POST', '/auth/change-password', { body, sendsPassword: true }),
};

export const usersApi = {
  list: (query: UserListQuery, signal?: AbortSignal) => request<UserListResponse>('GET', '/users', { query: { ...query }, signal }),
  create: (body: CreateUserRequest) => request<UserResponse>('POST', '/users', { body }),
  update: (id: string, body: UpdateUserRequest) => request<UserResponse>('PATCH', `/users/${id}`, { body }),
  remove: (id: string) => request<void>('DELETE', `/users/${id}`),
};

export const topologiesApi = {
  list: (query: TopologyListQuery, signal?: AbortSignal) => request<TopologyListResponse>('GET', '/topologies', { query: { ...query }, signal }),
  get: (id: string, signal?: AbortSignal) => request<TopologyResponse>('GET', `/topologies/${id}`, { signal }),
  generate: (body: GenerateTopologyRequest) => request<TopologyResponse>('POST', '/topologies', { body }),
  blank: (body: BlankTopologyRequest) => request<TopologyResponse>('POST', '/topologies/blank', { body }),
  clone: (id: string, body: CloneTopologyRequest) => request<TopologyResponse>('POST', `/topologies/${id}/clone`, { body }),
  remove: (id: string, expectedVersion?: number) => request<void>('DELETE', `/topologies/${id}`, { query: { expectedVersion } }),
  export: (id: string) => request<MazeDocument>('GET', `/topologies/${id}/export`),
  exportYaml: (id: string) => request<string>('GET', `/topologies/${id}/export`, { query: { format: 'yaml' } }),
  compose: (id: string) => request<string>('GET', `/topologies/${id}/compose`),
  validate: (id: string, signal?: AbortSignal) => request<ValidationResponse>('GET', `/topologies/${id}/validate`, { signal }),
  deploy: (id: string, body: DeployTopologyRequest) => request<AcceptedResponse>('POST', `/topologies/${id}/deploy`, { body }),
  teardown: (id: string) => request<AcceptedResponse>('POST', `/topologies/${id}/teardown`, { body: {} }),
  statusEvents: (id: string, before?: number, signal?: AbortSignal) =>
    request<StatusEventsResponse>('GET', `/topologies/${id}/status-events`, { query: { before, limit: 50 }, signal }),
  /** All or nothing; sent again under the same key it answers the same. */
  edits: (id: string, body: EditsRequest, idempotencyKey: string, signal?: AbortSignal) =>
    request<EditsResponse>('POST', `/topologies/${id}/edits`, { body, idempotencyKey, signal }),
  enqueue: (id: string, body: EnqueueMutationsRequest, idempotencyKey: string, signal?: AbortSignal) =>
    request<EnqueuedMutationsResponse>('POST', `/topologies/${id}/mutations`, { body, idempotencyKey, signal }),
  layout: (id: string, body: LayoutRequest, signal?: AbortSignal) => request<LayoutResponse>('PUT', `/topologies/${id}/layout`, { body, signal }),
  /** Says that this tab has the maze open, and what is selected in it. */
  presence: (id: string, body: PresenceRequest, signal?: AbortSignal) => request<void>('PUT', `/topologies/${id}/presence`, { body, signal }),
  nextSubnet: (base: string, signal?: AbortSignal) => request<NextSubnetResponse>('GET', '/topologies/next-subnet', { query: { base }, signal }),
  mutations: (id: string, query: MutationListQuery, signal?: AbortSignal) => request<MutationListResponse>('GET', `/topologies/${id}/mutations`, { query: { ...query }, signal }),
  cancelMutation: (id: string, mutationId: string) => request<MutationResponse>('DELETE', `/topologies/${id}/mutations/${mutationId}`),
};

export const workersApi = {
  list: (signal?: AbortSignal) => request<WorkerListResponse>('GET', '/workers', { signal }),
};

export const eventsApi = {
  /** Newest position of the whole store, 0 when it is empty: where a stream that must miss nothing of a later page begins. */
  latestSeq: async (signal?: AbortSignal) => (await request<CapturedEventListResponse>('GET', '/events', { query: { limit: 1 }, signal })).data[0]?.seq ?? 0,
  list: (topologyId: string, limit: number, signal?: AbortSignal) =>
    request<CapturedEventListResponse>('GET', '/events', { query: { topologyId, limit }, signal }),
  counts: (topologyId: string, signal?: AbortSignal) => request<DeckyEventCountsResponse>('GET', '/events/counts', { query: { topologyId }, signal }),
};

import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsString, Length, Matches, Max, Min } from 'class-validator';
import { Optional } from './optional.js';

export const ROLES = ['viewer', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Login names and so on: what a user name may look like. */
export const USERNAME_PATTERN = /^[a-z0-9][a-z0-9._-]{0,62}$/;

export class LoginRequest {
  @IsString() @Length(1, 64) username!: string;
  @IsString() @Length(1, 1024) password!: string;
}

export class UserResponse {
  id!: string;
  username!: string;
  role!: Role;
  mustChangePassword!: boolean;
  createdAt!: string;
}

export class LoginResponse {
  /** Goes into `Authorization: Bearer …`; no cookie authorises anything. */
  accessToken!: string;
  expiresAt!: string;
  mustChangePassword!: boolean;
  user!: UserResponse;
}

export class ChangePasswordRequest {
  @IsString() @Length(1, 1024) oldPassword!: string;
  @IsString() @Length(8, 1024) newPassword!: string;
}

export class CreateUserRequest {
  @IsString() @Matches(USERNAME_PATTERN) username!: string;
  @IsString() @Length(8, 1024) password!: string;
  @IsIn(ROLES) role!: Role;
  /** Demand a new password at the first sign-in. */
  @Optional() @IsBoolean() mustChangePassword?: boolean;
}

export class UpdateUserRequest {
  @Optional() @IsIn(ROLES) role?: Role;
  @Optional() @IsString() @Length(8, 1024) password?: string;
}

export class UserListResponse {
  data!: UserResponse[];
  total!: number;
  limit!: number;
  offset!: number;
}

export class UserListQuery {
  @Optional() @Type(() => Number) @IsInt() @Min(1) @Max(500) limit?: number;
  @Optional() @Type(() => Number) @IsInt() @Min(0) @Max(2_147_483_647) offset?: number;
}

import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { CreateUserRequest, UpdateUserRequest, UserListQuery, UserListResponse, UserResponse } from '@decnet/contract';
import { Access, UuidParam } from '@decnet/platform';
import { UsersService } from './users.service.js';

@Controller('users')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Get() @Access('admin')
  page(@Query() query: UserListQuery): Promise<UserListResponse> {
    return this.users.page(query);
  }

  @Post() @Access('admin')
  create(@Body() body: CreateUserRequest): Promise<UserResponse> {
    return this.users.create(body);
  }

  /** A new role or password ends all sessions of the user. */
  @Patch(':id') @Access('admin')
  update(@UuidParam('id') id: string, @Body() body: UpdateUserRequest): Promise<UserResponse> {
    return this.users.update(id, body);
  }

  @Delete(':id') @HttpCode(204) @Access('admin')
  remove(@UuidParam('id') id: string): Promise<void> {
    return this.users.remove(id);
  }
}

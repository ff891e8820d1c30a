import { DomainError } from '@decnet/domain';
import { Param, type PipeTransform } from '@nestjs/common';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** An id that is no uuid cannot exist: 404 like any other unknown id. */
class UuidPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    const id = value.toLowerCase();
    if (!UUID.test(id)) throw new DomainError('NOT_FOUND', 'there is nothing with this id');
    return id;
  }
}

/** A path parameter that holds a uuid, in lower case. */
export function UuidParam(name: string): ParameterDecorator {
  return Param(name, new UuidPipe());
}

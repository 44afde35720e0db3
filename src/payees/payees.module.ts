import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Cipher } from './cipher.service';
import { Holders } from './holders.service';
import { BankAccount, BankReading } from './payee.entity';
import { Payees } from './payees.service';

/** Bank details of payees and of the fund. */
@Module({
  imports: [TypeOrmModule.forFeature([BankAccount, BankReading])],
  controllers: [],
  providers: [Payees, Holders, Cipher],
  exports: [Payees, Cipher],
})
export class PayeesModule {}

import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RemindersModule } from '../reminders/reminders.module';
import { Cipher } from './cipher.service';
import { Holders } from './holders.service';
import { BankAccount, BankReading } from './payee.entity';
import { PayeesApi } from './payees.controller';
import { PayeePages } from './payee-pages.controller';
import { PayeeDesk } from './payee-desk.service';
import { Payees } from './payees.service';

/** Bank details of payees and of the fund. */
@Module({
  imports: [RemindersModule, TypeOrmModule.forFeature([BankAccount, BankReading])],
  controllers: [PayeesApi, PayeePages],
  providers: [Payees, PayeeDesk, Holders, Cipher],
  exports: [Payees, PayeeDesk, Cipher],
})
export class PayeesModule {}

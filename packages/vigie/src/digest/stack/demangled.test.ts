import { expect, it } from 'vitest'
import { demangled } from './demangled.ts'

it.each([
  ['_ZN4Shop6Orders6chargeEv', 'Shop::Orders::charge'],
  ['_ZNK4Shop6Orders5totalEi', 'Shop::Orders::total'],
  ['__ZN4Shop6chargeEv', 'Shop::charge'],
  ['_Z6chargePKc', 'charge'],
  ['_ZN4shop6orders6charge17h0123456789abcdefE', 'shop::orders::charge'],
  [
    '_ZN52_$LT$shop..Basket$u20$as$u20$shop..till..Payment$GT$3pay17h0123456789abcdefE',
    '<shop::Basket as shop::till::Payment>::pay',
  ],
  ['$s4Shop6OrdersC6chargeyyF', 'Shop.Orders.charge'],
  ['_$s4Shop6BasketV3tea2of4withySSSgFTf', 'Shop.Basket.tea'],
  ['_ZTV4Shop', '_ZTV4Shop'],
  ['_Z999x', '_Z999x'],
  ['$s4Shop', '$s4Shop'],
  ['charge', 'charge'],
  ['$scope', '$scope'],
])('%s is %s', (name, expected) => {
  expect(demangled(name)).toBe(expected)
})

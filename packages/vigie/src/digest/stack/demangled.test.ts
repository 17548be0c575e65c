import { expect, it } from 'vitest'
import { demangled, demangledType } from './demangled.ts'

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

it.each([
  ['N4shop10OutOfStockE', 'shop::OutOfStock'],
  ['10OutOfStock', 'OutOfStock'],
  ['St12out_of_range', 'std::out_of_range'],
  ['NSt8ios_base7failureB5cxx11E', 'std::ios_base::failure'],
  ['N5boost10wrapexceptISt13runtime_errorEE', 'boost::wrapexcept'],
  ['3DError', '3DError'],
  ['404NotFound', '404NotFound'],
  ['N1Error', 'N1Error'],
  ['StopIteration', 'StopIteration'],
  ['OutOfStock', 'OutOfStock'],
])('the type %s is %s', (type, expected) => {
  expect(demangledType(type)).toBe(expected)
})

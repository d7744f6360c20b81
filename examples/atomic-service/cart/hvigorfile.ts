import { hspTasks } from '@ohos/hvigor-ohos-plugin';

export default {
  system: hspTasks,
  plugins: [],
};

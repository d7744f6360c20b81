package @NAMESPACE@

@IMPORTED@import com.alipay.mobile.framework.quinoxless.QuinoxlessApplicationLike
import com.mpaas.hotpatch.adapter.api.MPHotpatch

/** mPaaS 代替 Application 调用的类。AndroidManifest.xml 引用它的名字，因此不能混淆。 */
@ANNOTATED@class @CLASS@ : QuinoxlessApplicationLike() {
    override fun onMPaaSFrameworkInitFinished() {
        // 检查是否有当前版本的热修复包，并加载它。
        MPHotpatch.init()
    }
}
